package delivery

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// A Way is how a message goes out. Its value is kept; never change one.
type Way string

const (
	Email Way = "email" // 电子邮件
	SMS   Way = "sms"   // 短信
)

// Label returns the way's Chinese name.
func (w Way) Label() string {
	if w == SMS {
		return "短信"
	}
	return "电子邮件"
}

// A Message is what is sent. ID is the same at every try.
type Message struct {
	ID      string
	To      string // an e-mail address or a mobile number
	Subject string // of an e-mail
	Text    string // plain text
}

// A Sender sends by one way. It is an interface because each way out of the
// program is another, and tests send nowhere.
type Sender interface {
	// Send returns when the next station has taken the message.
	Send(ctx context.Context, m Message) error
}

// Senders are the ways an office has; one that is missing is not offered.
type Senders map[Way]Sender

// A Lasting error stays however often one tries: an address that does not
// exist, a text the gateway refuses.
type Lasting struct{ Err error }

// Error tells the cause.
func (l *Lasting) Error() string { return l.Err.Error() }

// Unwrap gives the cause.
func (l *Lasting) Unwrap() error { return l.Err }

// lasting marks an error that trying again does not heal.
func lasting(format string, args ...any) error { return &Lasting{fmt.Errorf(format, args...)} }

// A Recorder keeps what would be sent, for tests. Refuse, if set, is asked
// first.
type Recorder struct {
	Refuse func(Message) error

	mu   sync.Mutex
	sent []Message
}

// Send keeps the message.
func (r *Recorder) Send(_ context.Context, m Message) error {
	if r.Refuse != nil {
		if err := r.Refuse(m); err != nil {
			return err
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sent = append(r.sent, m)
	return nil
}

// Sent returns what was sent so far, in order.
func (r *Recorder) Sent() []Message {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Message(nil), r.sent...)
}

var errNoLine = errors.New("the text holds a line break where none may be")

// oneLine refuses text that would add a line to a header.
func oneLine(text string) error {
	if strings.ContainsAny(text, "\r\n\x00") {
		return &Lasting{errNoLine}
	}
	return nil
}
