package account

import (
	"fmt"
	"time"

	"gongkai/law/problem"
)

// Rules are the security rules an office sets for its accounts. The standard
// for protection by levels (等保2.0, GB/T 22239) asks for complexity, periodic
// change, a lock after failures and an end of idle sessions, and leaves the
// figures to the office; [DefaultRules] are what offices usually take.
type Rules struct {
	MinLength    int           `json:"min_length"`    // of a password
	Remember     int           `json:"remember"`      // so many earlier passwords may not return
	PasswordDays int           `json:"password_days"` // a password must be changed after so many days; 0: never
	InitialDays  int           `json:"initial_days"`  // an initial password that was never used lapses after so many days
	Lock         Lock          `json:"lock"`
	Idle         time.Duration `json:"idle"`     // a session ends when nothing was done for so long
	Absolute     time.Duration `json:"absolute"` // and in any case after so long
}

// DefaultRules hold where an office has set nothing.
func DefaultRules() Rules {
	return Rules{
		MinLength: 10, Remember: 5, PasswordDays: 90, InitialDays: 7,
		Lock: Lock{Failures: 5, For: 15 * time.Minute},
		Idle: 20 * time.Minute, Absolute: 12 * time.Hour,
	}
}

// Check returns a problem for every rule that is looser or odder than an
// office may set, at the field's name in JSON.
func (r Rules) Check() (problems []*problem.Error) {
	bound := func(field, label string, value, lowest, highest int, unit string) {
		if value < lowest || value > highest {
			problems = append(problems, problem.Invalid("%s为%d%s，应当在%d至%d%s之间", label, value, unit, lowest, highest, unit).
				Try("请改为范围内的数").At(field))
		}
	}
	minutes := func(d time.Duration) int { return int(d / time.Minute) }
	bound("min_length", "密码最短长度", r.MinLength, 8, 32, "个字符")
	bound("remember", "不得重复的历史密码", r.Remember, 1, 24, "个")
	if r.PasswordDays != 0 {
		bound("password_days", "密码更换周期", r.PasswordDays, 7, 365, "天")
	}
	bound("initial_days", "初始密码有效期", r.InitialDays, 1, 30, "天")
	bound("lock.failures", "锁定前允许的失败次数", r.Lock.Failures, 3, 10, "次")
	bound("lock.for", "锁定时间", minutes(r.Lock.For), 10, 24*60, "分钟")
	bound("idle", "无操作退出时间", minutes(r.Idle), 5, 60, "分钟")
	bound("absolute", "登录最长时间", minutes(r.Absolute), 30, 24*60, "分钟")
	return problems
}

// A Lock says after how many failures in a row an account is locked, and for
// how long.
type Lock struct {
	Failures int           `json:"failures"`
	For      time.Duration `json:"for"`
}

// After returns until when an account is locked whose failed-th failure in a
// row happened at; the zero time when it is not locked. A sign-in that succeeds
// sets the count back to 0, the end of a lock does not: one more failure then
// locks again.
func (l Lock) After(failed int, at time.Time) time.Time {
	if failed < l.Failures {
		return time.Time{}
	}
	return at.Add(l.For)
}

// Locked is what a person is told who signs in to a locked account, with the
// minutes left at the time at.
func Locked(until, at time.Time) *problem.Error {
	minutes := int((until.Sub(at) + time.Minute - 1) / time.Minute)
	return problem.TooMany("密码连续输错，账号已锁定").Try("请在%d分钟后再登录，或者请安全管理员解除锁定", max(1, minutes)).At("login")
}

// Rejected is what a person is told who signs in with a login that does not
// exist, a wrong password, or to a disabled account: always the same, so that
// nobody learns which accounts exist.
func Rejected() *problem.Error {
	return problem.SignIn("账号或密码不正确").Try("请核对后重新输入；忘记密码的，请安全管理员重置").At("login")
}

// IsAlive says whether a session that began and was last used at the given
// times still holds at the time at.
func (r Rules) IsAlive(began, used, at time.Time) bool {
	return at.Sub(used) < r.Idle && at.Sub(began) < r.Absolute
}

// MustChange says whether a person whose password was set at the time set,
// initial or chosen by themselves, must choose another before going on.
func (r Rules) MustChange(set time.Time, initial bool, at time.Time) bool {
	return initial || r.PasswordDays > 0 && at.Sub(set) >= days(r.PasswordDays)
}

// Lapsed returns the problem of an initial password that nobody used in time,
// nil otherwise.
func (r Rules) Lapsed(set time.Time, initial bool, at time.Time) error {
	if !initial || at.Sub(set) < days(r.InitialDays) {
		return nil
	}
	return problem.SignIn("初始密码超过%d天没有使用，已经失效", r.InitialDays).Try("请安全管理员重新设置初始密码").At("password")
}

func days(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

// String prints the rules as an office reads them.
func (r Rules) String() string {
	return fmt.Sprintf("密码至少%d个字符，%d天更换；连续%d次输错锁定%d分钟；%d分钟无操作退出登录",
		r.MinLength, r.PasswordDays, r.Lock.Failures, int(r.Lock.For/time.Minute), int(r.Idle/time.Minute))
}
