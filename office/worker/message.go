package worker

import (
	"context"
	"errors"
	"fmt"

	"gongkai/office/delivery"
	"gongkai/office/job"
)

// send sends a message of the outbox. It bears its number at every try, so that
// one that went out just before a power cut is recognised when it goes out
// again.
func (w *Worker) send(ctx context.Context, a job.SendMessage) error {
	way, m, ok, err := w.Store.Message(ctx, a.ID)
	if err != nil || !ok {
		return err
	}
	sender := w.Senders[way]
	if sender == nil {
		return &forGood{fmt.Errorf("no sender for %s", way)}
	}
	if err := sender.Send(ctx, m); err != nil {
		if note := w.Store.MessageFailed(ctx, a.ID, err, false); note != nil {
			return errors.Join(err, note)
		}
		var lasting *delivery.Lasting
		if errors.As(err, &lasting) {
			return &forGood{err}
		}
		return err
	}
	return w.Store.MessageSent(ctx, a.ID)
}

// abandon notes on the case's page that its message was given up.
func (w *Worker) abandon(ctx context.Context, args job.Args, cause error) {
	a, ok := args.(job.SendMessage)
	if !ok {
		return
	}
	if err := w.Store.MessageFailed(ctx, a.ID, cause, true); err != nil {
		w.Log.Error("a message given up is not marked so", "error", err)
	}
}
