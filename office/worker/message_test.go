package worker

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"gongkai/office/delivery"
	"gongkai/office/store/storetest"
)

// TestMessages: each notice goes out once, however often sending fails before,
// and one that cannot be delivered is given up and says so at the case.
func TestMessages(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := storetest.New(t)
		o := storetest.NewOffice(t, s)
		time.Sleep(time.Until(time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC))) // a bubble begins in 2000
		s.Now = time.Now
		s.Ways = map[delivery.Way]bool{delivery.Email: true, delivery.SMS: true}
		c := o.OpenCase(t, storetest.Application())
		fails := 3
		mail := &delivery.Recorder{Refuse: func(delivery.Message) error {
			if fails--; fails >= 0 {
				return errors.New("the mail server answered 451")
			}
			return nil
		}}
		sms := &delivery.Recorder{Refuse: func(delivery.Message) error { return &delivery.Lasting{Err: errors.New("the gateway answered 422")} }}
		w := newWorker(s)
		w.Senders = delivery.Senders{delivery.Email: mail, delivery.SMS: sms}
		running(t, w, time.Hour)
		if sent := mail.Sent(); len(sent) != 1 || sent[0].To != "zhouming@example.com" || sent[0].ID == "" {
			t.Errorf("sent by e-mail: %+v, want one message", sent)
		}
		notices, err := s.Notices(t.Context(), c.CaseRow)
		if err != nil || len(notices) != 2 {
			t.Fatalf("Notices = %+v, %v", notices, err)
		}
		for _, n := range notices {
			if n.Way == delivery.Email && (n.SentAt.IsZero() || n.Tries != 4) || n.Way == delivery.SMS && (n.FailedAt.IsZero() || !n.SentAt.IsZero()) {
				t.Errorf("notice by %s: %+v", n.Way, n)
			}
		}
	})
}
