package account

import (
	"fmt"
	"log/slog"
	"strconv"

	"gongkai/law/organ"
	"gongkai/law/problem"
)

// An ID names an account for ever; it is never given to another.
type ID int64

// String returns the id in decimal, as addresses of the desk show it.
func (id ID) String() string { return strconv.FormatInt(int64(id), 10) }

// ParseID reads what [ID.String] wrote.
func ParseID(s string) (ID, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 || ID(n).String() != s {
		return 0, problem.NotFound("没有这个账号").Try("请从账号列表进入")
	}
	return ID(n), nil
}

// An Account is a person who works with the program. What it holds of the
// person stays out of logs: it is printed as [account 42].
type Account struct {
	ID         ID
	Login      string   // what the person signs in with, see [NormalLogin]
	Name       string   // the person's name, on pages and in the audit
	Organ      organ.ID // where the person works; posts may lie elsewhere
	MustChange bool     // the password was set by somebody else
	Disabled   bool     // may not sign in
}

// LogValue keeps personal data out of the log.
func (a Account) LogValue() slog.Value { return slog.StringValue(a.String()) }

func (a Account) String() string { return fmt.Sprintf("[account %d]", a.ID) }

// GoString keeps personal data out of %#v.
func (a Account) GoString() string { return a.String() }

// A Secret is a password as typed. It is never printed, logged or marshalled.
type Secret string

const hidden = "[secret]"

func (Secret) String() string { return hidden }

// GoString hides the secret from %#v.
func (Secret) GoString() string { return hidden }

// LogValue hides the secret from the log.
func (Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText hides the secret from JSON, should a field forget its tag.
func (Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }
