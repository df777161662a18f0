package problem

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"gongkai/law"
)

func TestStatus(t *testing.T) {
	t.Parallel()
	tests := []struct {
		problem *Error
		kind    Kind
		status  int
	}{
		{Invalid("甲"), KindInvalid, 422},
		{NotFound("甲"), KindNotFound, 404},
		{Forbidden("甲"), KindForbidden, 403},
		{SignIn("甲"), KindSignIn, 401},
		{Conflict("甲"), KindConflict, 409},
		{Refused("甲"), KindRefused, 409},
		{TooLarge("甲"), KindTooLarge, 413},
		{TooMany("甲"), KindTooMany, 429},
		{Internal(io.EOF), KindInternal, 500},
		{&Error{}, "", 500},
	}
	for _, test := range tests {
		if test.problem.Kind != test.kind || test.problem.Kind.Status() != test.status {
			t.Errorf("kind %q, status %d; want %q, %d", test.problem.Kind, test.problem.Kind.Status(), test.kind, test.status)
		}
	}
}

func TestSentence(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		problem *Error
		want    string
	}{
		{"alone", NotFound("没有这份报告"), "没有这份报告。"},
		{"full stop typed", NotFound("没有这份报告。").Try("请核对网址。"), "没有这份报告。请核对网址。"},
		{
			"with everything",
			Refused("延长期限最长不得超过%d个工作日", 20).Because(law.OGI.Para(33, 2, "延长的期限最长不得超过20个工作日")).Try("请改为%d个工作日以内", 20),
			"延长期限最长不得超过20个工作日（《政府信息公开条例》第三十三条第二款）。请改为20个工作日以内。",
		},
		{
			"two provisions",
			Refused("甲").Because(law.OGI.Art(30, "一次性告知申请人作出补正")).Because(law.OGI.Art(35, "可以要求申请人说明理由")),
			"甲（《政府信息公开条例》第三十条、《政府信息公开条例》第三十五条）。",
		},
		{"internal", Internal(errors.New("disk")), "系统出现错误。请稍后重试或联系管理员。"},
	}
	for _, test := range tests {
		if got := test.problem.Sentence(); got != test.want {
			t.Errorf("%s: Sentence() = %q, want %q", test.name, got, test.want)
		}
	}
}

func TestCause(t *testing.T) {
	t.Parallel()
	p := Invalid("文件无法读取").From(io.ErrUnexpectedEOF)
	wrapped := fmt.Errorf("import report: %w", p)
	if !errors.Is(wrapped, io.ErrUnexpectedEOF) {
		t.Errorf("errors.Is(%v, ErrUnexpectedEOF) = false, want true", wrapped)
	}
	if got := Of(wrapped); got != p {
		t.Errorf("Of(%v) = %v, want the wrapped problem", wrapped, got)
	}
	if got := p.Sentence(); strings.Contains(got, "EOF") {
		t.Errorf("Sentence() = %q shows the cause", got)
	}
	if got := p.Error(); !strings.Contains(got, "EOF") {
		t.Errorf("Error() = %q hides the cause from the log", got)
	}
	if got := Of(io.EOF); got.Kind != KindInternal || !errors.Is(got, io.EOF) {
		t.Errorf("Of(io.EOF) = %v, want an internal problem that wraps it", got)
	}
	if got := Of(nil); got != nil {
		t.Errorf("Of(nil) = %v, want nil", got)
	}
}

// TestCopies: a problem kept in a variable is not changed by its users.
func TestCopies(t *testing.T) {
	t.Parallel()
	shared := Refused("甲").Because(law.OGI.Art(30, "一次性告知申请人作出补正"))
	shared.Because(law.OGI.Art(35, "可以要求申请人说明理由"))
	shared.At("days")
	shared.Try("乙")
	shared.From(io.EOF)
	if shared.Field != "" || shared.Advice != "" || shared.Err != nil || len(shared.Cites) != 1 {
		t.Errorf("the shared problem became %+v", shared)
	}
}
