package delivery

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"strings"
	"testing"
	"time"
)

// A mailbox is a mail server of a few lines that keeps what it is given. An
// answer replaces its own to a word.
type mailbox struct {
	listener net.Listener
	answers  map[string]string
	got      chan string
}

func newMailbox(t *testing.T, answers map[string]string) *mailbox {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	b := &mailbox{l, answers, make(chan string, 10)}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go b.talk(conn)
		}
	}()
	return b
}

func (b *mailbox) talk(conn net.Conn) {
	defer conn.Close()
	say := func(text string) { io.WriteString(conn, text+"\r\n") }
	lines := bufio.NewScanner(conn)
	say("220 mailbox")
	for lines.Scan() {
		word, _, _ := strings.Cut(strings.ToUpper(lines.Text()), " ")
		if answer := b.answers[word]; answer != "" {
			say(answer)
			continue
		}
		switch word {
		case "EHLO":
			say("250 mailbox")
		case "DATA":
			say("354 go on")
			var text strings.Builder
			for lines.Scan() && lines.Text() != "." {
				text.WriteString(lines.Text() + "\r\n")
			}
			b.got <- text.String()
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 fine")
		}
	}
}

func (b *mailbox) sender(t *testing.T) *SMTP {
	t.Helper()
	host, port, err := net.SplitHostPort(b.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return &SMTP{
		Host: host, Port: port, Domain: "www.qingxi.example",
		From: mail.Address{Name: "青溪县政府信息公开", Address: "gongkai@qingxi.example"},
		Now:  func() time.Time { return time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC) },
	}
}

var letter = Message{
	ID: "notice-7", To: "somebody@example.com", Subject: "您的政府信息公开申请已登记",
	Text: strings.Repeat("石桥公开申〔2026〕3号，最迟2026年3月27日答复。\n.\n", 20),
}

func TestSMTP(t *testing.T) {
	t.Parallel()
	b := newMailbox(t, nil)
	if err := b.sender(t).Send(t.Context(), letter); err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(strings.NewReader(<-b.got))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != letter.Subject {
		t.Errorf("Subject = %q, %v, want %q", subject, err, letter.Subject)
	}
	if got := m.Header.Get("Message-ID"); got != "<notice-7@www.qingxi.example>" {
		t.Errorf("Message-ID = %q", got)
	}
	text, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, m.Body))
	if err != nil || string(text) != letter.Text {
		t.Errorf("the text came as %q, %v", text, err)
	}
}

func TestSMTPRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answers map[string]string
		change  func(*Message)
		lasting bool
	}{
		"没有这个收件人":  {answers: map[string]string{"RCPT": "550 no somebody@example.com here"}, lasting: true},
		"稍后再试":     {answers: map[string]string{"RCPT": "451 somebody@example.com, later"}},
		"正文不收":     {answers: map[string]string{"DATA": "554 no"}, lasting: true},
		"地址不是地址":   {change: func(m *Message) { m.To = "张三" }, lasting: true},
		"地址里夹带一行":  {change: func(m *Message) { m.To = "a@example.com\r\nBcc: b@example.com" }, lasting: true},
		"带名字的地址":   {change: func(m *Message) { m.To = "A <a@example.com>" }, lasting: true},
		"主题里夹带一行":  {change: func(m *Message) { m.Subject = "好\r\nBcc: b@example.com" }, lasting: true},
		"编号里夹带一行":  {change: func(m *Message) { m.ID = "1\n2" }, lasting: true},
		"服务器马上关了门": {answers: map[string]string{"MAIL": "421 closing"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newMailbox(t, c.answers)
			s, m := b.sender(t), letter
			if c.change != nil {
				c.change(&m)
			}
			err := s.Send(t.Context(), m)
			var l *Lasting
			switch {
			case err == nil:
				t.Error("Send took it")
			case errors.As(err, &l) != c.lasting:
				t.Errorf("Send = %v, lasting %v, want %v", err, !c.lasting, c.lasting)
			case strings.Contains(err.Error(), letter.To):
				t.Errorf("the error shows the address: %v", err)
			}
		})
	}
}

func TestSMTPSilentServer(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	s := (&mailbox{listener: l}).sender(t)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := s.Send(ctx, letter); err == nil {
		t.Error("Send took a silent server's word")
	}
}

func TestGateway(t *testing.T) {
	t.Parallel()
	var asked *http.Request
	var body map[string]string
	status := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked, body = r, nil
		json.NewDecoder(r.Body).Decode(&body)
		w.Header().Set("Location", "http://127.0.0.1:1/")
		w.WriteHeader(status)
	}))
	defer server.Close()
	g := &Gateway{URL: server.URL, Token: "abc"}
	m := Message{ID: "notice-8", To: "13800000000", Text: "您的申请已登记"}
	for _, c := range []struct {
		status         int
		taken, lasting bool
	}{
		{200, true, false}, {202, true, false}, {409, true, false},
		{500, false, false}, {503, false, false}, {429, false, false}, {401, false, false},
		{400, false, true}, {422, false, true}, {302, false, true},
	} {
		status = c.status
		err := g.Send(t.Context(), m)
		var l *Lasting
		if (err == nil) != c.taken || errors.As(err, &l) != c.lasting {
			t.Errorf("status %d: Send = %v, want taken %v, lasting %v", c.status, err, c.taken, c.lasting)
		}
		if asked.Header.Get("Idempotency-Key") != m.ID || asked.Header.Get("Authorization") != "Bearer abc" ||
			body["mobile"] != m.To || body["text"] != m.Text || body["id"] != m.ID {
			t.Errorf("the gateway was asked %v with %v", asked.Header, body)
		}
	}
	m.To = "12345"
	if err := g.Send(t.Context(), m); err == nil {
		t.Error("Send took a number that is none")
	}
}
