package paper

import "errors"

// An Error is a file that cannot be read, told to the person who has it: what
// was found, and what to do.
type Error struct {
	Says string // one Chinese sentence: what was found
	Try  string // one Chinese sentence: what to do
	Err  error  // the cause for the log, may be nil
}

// Unreadable returns an Error.
func Unreadable(says, try string, cause error) error {
	return &Error{Says: says, Try: try, Err: cause}
}

func (e *Error) Error() string {
	if e.Try == "" {
		return e.Says
	}
	return e.Says + e.Try
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// IsUnreadable says whether err tells a person about an unreadable file.
func IsUnreadable(err error) bool {
	var e *Error
	return errors.As(err, &e)
}
