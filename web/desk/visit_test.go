package desk_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestForms sees that a form that cannot be read says so, instead of being
// taken for an empty one.
func TestForms(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	at := o.registers("/new")
	see(t, "太大", o.post("limin", at, "facts", strings.Repeat("长", 600_000)), http.StatusRequestEntityTooLarge, []string{"超过1.0 MB"}, []string{"没有填写"})
	broken := httptest.NewRequest(http.MethodPost, at, strings.NewReader("number=%zz"))
	broken.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	broken.Header.Set("Sec-Fetch-Site", "same-origin")
	see(t, "编码不对", o.send("limin", broken), http.StatusBadRequest, nil, []string{"没有填写"})
}

// TestEndedSession sees that what was typed survives the end of a session too
// that was ended from another browser, but not a change of the password.
func TestEndedSession(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := open(t, storetest.NewOffice(t, s))
		at := o.registers("/new")
		o.get("limin", at)
		sessions, err := o.Sessions(t.Context(), o.Clerk.Account)
		if err != nil || len(sessions) != 1 {
			t.Fatalf("Sessions = %v, %v", sessions, err)
		}
		o.Clock.Advance(1e9)
		self := store.Subject{ID: int64(o.Clerk.Account), Version: store.AnyVersion}
		o.MustTake(t, o.Clerk, self, account.EndSession{Session: sessions[0].ID})
		a := o.post("limin", at, "number", "青石罚〔2024〕8号")
		see(t, "别处结束了登录", a, http.StatusSeeOther, []string{"/desk/sign-in?", "lapsed=kept"}, nil)

		o.MustTake(t, o.Security, store.Subject{Organ: o.Township, ID: int64(o.Clerk.Account), Version: store.AnyVersion}, account.Reset{Reason: "忘记密码", Password: "Bamu-Keta-Ridu-3749"})
		a = o.post("limin", at, "number", "青石罚〔2024〕8号")
		see(t, "密码重置以后", a, http.StatusSeeOther, []string{"/desk/sign-in?", "lapsed=1"}, nil)
	})
}

// TestLapsedFile: a file cannot be kept, so nobody is told that it was.
func TestLapsedFile(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	o.session("limin")
	o.Clock.Advance(time.Hour)
	a := o.upload("limin", o.registers("/imports"), "处罚.csv", importHead)
	see(t, "上传时登录已超时", a, http.StatusSeeOther, []string{"lapsed=1"}, nil)
	see(t, "请再办理一次", o.get("", a.location), http.StatusOK, []string{"请再办理一次"}, []string{"已经保留"})
}
