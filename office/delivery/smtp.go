package delivery

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/mail"
	"net/smtp"
	"net/textproto"
	"time"
)

// SMTP sends e-mail through a server (RFC 5321). Port 465 is spoken to in TLS
// from the first byte; on other ports TLS is begun where the server offers it,
// and a password is never sent without.
type SMTP struct {
	Host, Port     string
	User, Password string // both "" where the server asks for none
	From           mail.Address
	// Domain stands behind the @ of message numbers: the site's own.
	Domain string
	Now    func() time.Time
	// TLS is for servers with a certificate of the office's own; nil trusts what
	// the machine trusts.
	TLS *tls.Config
}

// sendTime bounds one whole conversation with the server.
const sendTime = time.Minute

// Send hands the message to the server.
func (s *SMTP) Send(ctx context.Context, m Message) error {
	text, err := s.compose(m)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	client, err := s.dial(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	if s.User != "" {
		if err := client.Auth(smtp.PlainAuth("", s.User, s.Password, s.Host)); err != nil {
			return hidden("sign in to the mail server", err)
		}
	}
	if err := transfer(client, s.From.Address, m.To, text); err != nil {
		return err
	}
	client.Quit() // the message is taken; what comes now changes nothing
	return nil
}

func (s *SMTP) dial(ctx context.Context) (*smtp.Client, error) {
	config := &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12}
	if s.TLS != nil {
		config = s.TLS.Clone()
	}
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", net.JoinHostPort(s.Host, s.Port))
	if err != nil {
		return nil, fmt.Errorf("reach the mail server: %w", err)
	}
	if deadline, ok := ctx.Deadline(); ok {
		conn.SetDeadline(deadline) // a server that says nothing must not hold the worker
	}
	if s.Port == "465" {
		conn = tls.Client(conn, config)
	}
	client, err := smtp.NewClient(conn, s.Host)
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("greet the mail server: %w", err)
	}
	if ok, _ := client.Extension("STARTTLS"); ok && s.Port != "465" {
		if err := client.StartTLS(config); err != nil {
			client.Close()
			return nil, fmt.Errorf("begin TLS with the mail server: %w", err)
		}
	}
	return client, nil
}

func transfer(client *smtp.Client, from, to string, text []byte) error {
	if err := client.Mail(from); err != nil {
		return hidden("name the sender", err)
	}
	if err := client.Rcpt(to); err != nil {
		return hidden("name the receiver", err)
	}
	w, err := client.Data()
	if err != nil {
		return hidden("send the text", err)
	}
	if _, err := w.Write(text); err != nil {
		return fmt.Errorf("send the text: %w", err)
	}
	if err := w.Close(); err != nil {
		return hidden("end the text", err)
	}
	return nil
}

// hidden keeps of a server's answer its number alone, for the words often
// repeat the address; 5yz is for good.
func hidden(doing string, err error) error {
	var answer *textproto.Error
	if !errors.As(err, &answer) {
		return fmt.Errorf("%s: %w", doing, err)
	}
	err = fmt.Errorf("%s: the mail server answered %d", doing, answer.Code)
	if answer.Code >= 500 && answer.Code != 535 && answer.Code != 530 { // a wrong password is mended by the operator
		return &Lasting{err}
	}
	return err
}

// compose writes the message (RFC 5322). Its number comes from the Message's,
// so that mail programs drop a second copy.
func (s *SMTP) compose(m Message) ([]byte, error) {
	to, err := mail.ParseAddress(m.To)
	if err != nil || to.Name != "" || to.Address != m.To {
		return nil, lasting("the receiver is no e-mail address")
	}
	for _, line := range []string{m.ID, m.Subject, m.To} {
		if err := oneLine(line); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	for _, header := range [][2]string{
		{"From", s.From.String()},
		{"To", (&mail.Address{Address: m.To}).String()},
		{"Subject", mime.BEncoding.Encode("utf-8", m.Subject)},
		{"Date", s.Now().Format(time.RFC1123Z)},
		{"Message-ID", "<" + m.ID + "@" + s.Domain + ">"},
		{"Auto-Submitted", "auto-generated"},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"},
		{"Content-Transfer-Encoding", "base64"},
	} {
		fmt.Fprintf(&b, "%s: %s\r\n", header[0], header[1])
	}
	b.WriteString("\r\n")
	body := base64.StdEncoding.EncodeToString([]byte(m.Text))
	for ; len(body) > 76; body = body[76:] {
		b.WriteString(body[:76] + "\r\n")
	}
	b.WriteString(body + "\r\n")
	return b.Bytes(), nil
}
