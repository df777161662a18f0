// Package problem holds the errors a person can act on: what happened, which
// provision says so, and what to do now, in Chinese.
//
//	return problem.Refused("延长期限最长不得超过20个工作日，现申请%d个工作日", n).
//		Because(law.OGI.Para(33, 2, "延长的期限最长不得超过20个工作日")).
//		Try("请改为20个工作日以内")
//
// There are nine kinds, each with one HTTP status; a tenth needs a design
// note. Every other error of the program is an ordinary Go error for
// operators. The package promises that [Error.Sentence] holds only words
// written for a person, never the text of a wrapped error. Making a page, a
// form message or JSON of a problem is left to package web.
package problem

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gongkai/law"
)

// A Kind says what sort of problem it is. Its value is a word for logs and
// machine-readable answers; never change one.
type Kind string

const (
	KindInvalid   Kind = "invalid"   // what was typed or sent cannot be used
	KindNotFound  Kind = "not_found" // it does not exist, or the asker may not know of it
	KindForbidden Kind = "forbidden" // the person's posts do not allow it
	KindSignIn    Kind = "sign_in"   // nobody is signed in, or too long ago
	KindConflict  Kind = "conflict"  // somebody else changed it meanwhile, or it exists
	KindRefused   Kind = "refused"   // the law does not allow it
	KindTooLarge  Kind = "too_large" // more than the program accepts
	KindTooMany   Kind = "too_many"  // too often in a short time
	KindInternal  Kind = "internal"  // our own fault
)

// Status returns the HTTP status of the kind; an unknown kind is internal.
func (k Kind) Status() int {
	switch k {
	case KindInvalid:
		return 422
	case KindNotFound:
		return 404
	case KindForbidden:
		return 403
	case KindSignIn:
		return 401
	case KindConflict, KindRefused:
		return 409
	case KindTooLarge:
		return 413
	case KindTooMany:
		return 429
	}
	return 500
}

// An Error is a problem told to a person. It is found in a chain with
// errors.As(err, &p), p being a *problem.Error.
type Error struct {
	Kind   Kind
	Says   string         // what happened, with the value and the limit; without a final 。
	Cites  []law.Citation // the provisions it rests on, often none
	Advice string         // what can be done now, "" when nothing can
	Field  string         // the name of the form field or argument at fault, "" for none
	Err    error          // the cause, for the log only; may be nil
}

// Invalid is for what was typed or sent and cannot be used; say where with At.
func Invalid(format string, args ...any) *Error { return says(KindInvalid, format, args) }

// NotFound is for what does not exist or must not be told apart from that.
func NotFound(format string, args ...any) *Error { return says(KindNotFound, format, args) }

// Forbidden is for an act the person's posts do not allow.
func Forbidden(format string, args ...any) *Error { return says(KindForbidden, format, args) }

// SignIn is for an act that needs a person who has signed in.
func SignIn(format string, args ...any) *Error { return says(KindSignIn, format, args) }

// Conflict is for a change that another change has overtaken.
func Conflict(format string, args ...any) *Error { return says(KindConflict, format, args) }

// Refused is for an act the law does not allow; say which with Because.
func Refused(format string, args ...any) *Error { return says(KindRefused, format, args) }

// TooLarge is for more than the program accepts; say the limit.
func TooLarge(format string, args ...any) *Error { return says(KindTooLarge, format, args) }

// TooMany is for acts repeated too often; say when to come back.
func TooMany(format string, args ...any) *Error { return says(KindTooMany, format, args) }

// Internal wraps an error of the program. The person learns that it is not
// their fault, the log the cause.
func Internal(cause error) *Error {
	return &Error{Kind: KindInternal, Says: "系统出现错误", Advice: "请稍后重试或联系管理员", Err: cause}
}

func says(kind Kind, format string, args []any) *Error {
	return &Error{Kind: kind, Says: strings.TrimSuffix(fmt.Sprintf(format, args...), "。")}
}

// Of returns the problem in err's chain, or an internal problem that wraps
// err; nil for nil.
func Of(err error) *Error {
	var p *Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &p):
		return p
	}
	return Internal(err)
}

// Because returns a copy of e that rests on one more provision.
func (e *Error) Because(cite law.Citation) *Error {
	c := *e
	c.Cites = append(slices.Clone(e.Cites), cite)
	return &c
}

// Try returns a copy of e that says what can be done.
func (e *Error) Try(format string, args ...any) *Error {
	c := *e
	c.Advice = strings.TrimSuffix(fmt.Sprintf(format, args...), "。")
	return &c
}

// At returns a copy of e that names the field or argument at fault.
func (e *Error) At(field string) *Error {
	c := *e
	c.Field = field
	return &c
}

// From returns a copy of e with its cause, which only the log shows.
func (e *Error) From(cause error) *Error {
	c := *e
	c.Err = cause
	return &c
}

// Sentence returns what a person reads: what happened, the provisions in
// brackets, what to do.
//
//	补正通知只能发出一次（《政府信息公开条例》第三十条）。请…。
func (e *Error) Sentence() string {
	var b strings.Builder
	b.WriteString(e.Says)
	for i, cite := range e.Cites {
		b.WriteString([]string{"（", "、"}[min(i, 1)] + cite.String())
	}
	if len(e.Cites) > 0 {
		b.WriteString("）")
	}
	b.WriteString("。")
	if e.Advice != "" {
		b.WriteString(e.Advice + "。")
	}
	return b.String()
}

// Error returns the sentence, followed by the cause if there is one. Show a
// person Sentence instead.
func (e *Error) Error() string {
	if e.Err == nil {
		return e.Sentence()
	}
	return e.Sentence() + " " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }
