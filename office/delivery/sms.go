package delivery

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"time"
)

// A Gateway sends short messages through an HTTP service that the office runs
// or rents. It is asked by
//
//	POST URL
//	Authorization: Bearer TOKEN
//	Idempotency-Key: ID
//	Content-Type: application/json
//
//	{"id": "…", "mobile": "13800000000", "text": "…"}
//
// and answers with a status: 2xx, the message is taken; 409, it was taken
// before; 408, 425, 429 and 5xx, try again; every other one, do not. It must not send
// a second message for an Idempotency-Key it knows. Services with another
// language of their own need a small translator beside them.
type Gateway struct {
	URL    string
	Token  string // "" for none
	Client *http.Client
}

// mobile is a mobile number of the mainland.
var mobile = regexp.MustCompile(`^1[3-9]\d{9}$`)

// IsMobile says whether a number can get short messages.
func IsMobile(number string) bool { return mobile.MatchString(number) }

// gatewayTime bounds one question to the gateway.
const gatewayTime = 20 * time.Second

// Send asks the gateway to send the message.
func (g *Gateway) Send(ctx context.Context, m Message) error {
	if !mobile.MatchString(m.To) {
		return lasting("the receiver is no mobile number")
	}
	if err := oneLine(m.ID); err != nil {
		return err
	}
	body, err := json.Marshal(map[string]string{"id": m.ID, "mobile": m.To, "text": m.Text})
	if err != nil {
		return fmt.Errorf("write the short message: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, gatewayTime)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, g.URL, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("ask the gateway: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", m.ID)
	if g.Token != "" {
		r.Header.Set("Authorization", "Bearer "+g.Token)
	}
	answer, err := g.client().Do(r)
	if err != nil {
		return fmt.Errorf("ask the gateway: %w", err)
	}
	defer answer.Body.Close()
	io.Copy(io.Discard, io.LimitReader(answer.Body, 1<<16)) // so that the connection can be used again
	return answered(answer.StatusCode)
}

func answered(status int) error {
	switch {
	case status >= 200 && status < 300, status == http.StatusConflict:
		return nil
	case status >= 500, status == http.StatusRequestTimeout, status == http.StatusTooEarly, status == http.StatusTooManyRequests,
		status == http.StatusUnauthorized, status == http.StatusForbidden: // a wrong token is mended by the operator
		return fmt.Errorf("the gateway answered %d", status)
	}
	return lasting("the gateway answered %d", status)
}

// client follows no redirect: it would carry the token and the text elsewhere.
func (g *Gateway) client() *http.Client {
	c := http.Client{}
	if g.Client != nil {
		c = *g.Client
	}
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &c
}
