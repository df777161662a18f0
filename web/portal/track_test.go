package portal_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/office/attachment"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
	"gongkai/web"
	"gongkai/web/portal"
)

func TestTrack(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := newSite(t, st)
		number, code := s.applied(t).receipt()
		c := s.citizen(t)
		for name, tt := range map[string]struct {
			number, code string
			status       int
			says         string
		}{
			"都没有":  {"", "", 422, "没有填写编号"},
			"没有编号": {"", code, 422, "没有填写编号"},
			"没有码":  {number, "", 422, "没有填写查询码"},
			"码不对":  {number, "ABCDEFGHJK", 404, "没有找到这件申请，或者查询码不对"},
			"没有的号": {"石桥镇公开申〔2025〕9号", code, 404, "没有找到这件申请，或者查询码不对"},
		} {
			c.visit("/track")
			c.post("/track", c.form(map[string]string{"number": tt.number, "code": tt.code}))
			if c.status != tt.status || !strings.Contains(c.body, tt.says) {
				t.Errorf("%s: %d without %q, want %d", name, c.status, tt.says, tt.status)
			}
		}
		c.visit("/track/case")
		c.wants(http.StatusOK, "用回执上的编号和查询码")
		c.visit("/track")
		c.post("/track", c.form(map[string]string{"number": strings.NewReplacer("〔", "[", "〕", "]").Replace(number), "code": strings.ToLower(code)}))
		c.wants(http.StatusOK, "正在办理", "2025年2月8日")
		if strings.Contains(c.where, "?") {
			t.Errorf("the case is at %s", c.where)
		}
		s.Clock.Advance(29 * time.Minute)
		c.visit("/track/case")
		c.wants(http.StatusOK, "正在办理")
		s.Clock.Advance(31 * time.Minute)
		c.visit("/track/case")
		c.wants(http.StatusOK, "上次查询已经结束")
	})
}

// TestTrackCourse follows a case through correction, consultation, extension
// and reply: at each point the page says who acts next and what can be done.
func TestTrackCourse(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.New(t))
	c := s.applied(t)
	id := s.only(t).ID
	s.Clock.Set("2025-01-08")
	s.Step(t, s.Clerk, id, application.RequireCorrection{Until: calendar.MustParse("2025-01-22"), What: "请写明第4批次的批准文号"})
	number, code := c.receipt()
	enter := func() {
		c.visit("/track/case")
		if c.where != "/track/case" {
			c.post("/track", c.form(map[string]string{"number": number, "code": code}))
		}
	}
	enter()
	c.wants(200, "等您补正", "请在2025年1月22日以前补正", "请写明第4批次的批准文号", "补正申请", "撤回申请")
	c.visit("/track/case/correct")
	c.wants(200, "受理机关的补正通知")
	c.post("/track/case/correct", c.form(map[string]string{"what-1": " "}))
	c.wants(422, "各项内容都是空的")
	form := c.form(map[string]string{"what-1": "青政土〔2023〕4号的征地补偿安置方案", "text": "文号已补上"})
	c.upload("/track/case/correct", form, "file", "批文.png", picture(t))
	c.wants(200, "补正已收到", "正在办理", "文号已补上", "2025年2月11日")
	c.post("/track/case/correct", form)
	c.wants(200, "补正已收到")
	if got := s.MustCase(t, id); len(got.Files) != 1 || got.Files[0].Class != store.CorrectionFile || ownSteps(got, "correct") != 1 {
		t.Errorf("%d files, %d corrections, want 1 and 1", len(got.Files), ownSteps(got, "correct"))
	}
	s.Step(t, s.Clerk, id, application.Comment{Text: "内部备注，不给申请人看"})
	s.Step(t, s.Clerk, id, application.Consult{Party: application.ThirdParty, Name: "吴秀英"})
	enter()
	c.wants(200, "正在办理：征求第三方意见")
	c.lacks("吴秀英", "内部备注", "李敏", "周明")
	s.Clock.Set("2025-01-10")
	s.Step(t, s.Clerk, id, application.Opinion{Party: application.ThirdParty, Name: "吴秀英", Stance: application.Objects, Reason: "商业秘密"})
	s.Step(t, s.Approver, id, application.Extend{Days: 20, Why: "案情复杂"})
	enter()
	c.wants(200, "答复期限延长20个工作日", "案情复杂", "征求第三方意见，不计算", "按日历看", `<td class="pause">`, "届满", "春节")
	c.lacks("吴秀英", "商业秘密", "不同意公开")
	c.visit("/track/case/delivery")
	c.post("/track/case/delivery", c.form(map[string]string{"delivery": "post"}))
	c.wants(422, "没有填写地址")
	c.post("/track/case/delivery", c.form(map[string]string{"delivery": "email", "address": "zhouming@example.com"}))
	c.wants(200, "获取方式已更改", "电子邮件")
	c.visit("/track/case/message")
	c.post("/track/case/message", c.form(map[string]string{"text": "请尽快"}))
	c.wants(200, "留言已送到", "请尽快")
	c.visit("/track/case/reasons")
	c.wants(200, "现在不能办理")
}

func ownSteps(c store.Case, name string) (n int) {
	for _, e := range c.Events {
		if e.Event.Name() == name {
			n++
		}
	}
	return n
}

func TestTrackWithdraw(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.New(t))
	c := s.applied(t)
	c.visit("/track/case/withdraw")
	c.wants(200, "不会答复", "我知道撤回以后不会得到答复")
	c.post("/track/case/withdraw", c.form(nil))
	c.wants(422, "没有确认撤回的后果")
	form := c.form(map[string]string{"sure": "yes", "text": "已经找到"})
	c.post("/track/case/withdraw", form)
	c.wants(200, "申请已撤回", "已经结束", "您撤回了申请")
	c.post("/track/case/withdraw", form)
	c.wants(200, "申请已撤回")
	if got := s.only(t); got.State != application.Closed || ownSteps(got, "withdraw") != 1 {
		t.Errorf("state %s, %d withdrawals", got.State, ownSteps(got, "withdraw"))
	}
}

// TestTrackRelief holds the remedies against the outcome: what is refused goes
// to reconsideration first.
func TestTrackRelief(t *testing.T) {
	t.Parallel()
	const first, choose = "应当先申请行政复议", "也可以自知道答复之日起6个月内直接向人民法院起诉"
	for _, tt := range []struct {
		outcome       application.Outcome
		first, choose bool
	}{{application.Granted, false, true}, {"withheld.state_secret", true, false}, {application.PartlyGranted, true, true}} {
		t.Run(string(tt.outcome), func(t *testing.T) {
			t.Parallel()
			s := newSite(t, storetest.New(t))
			c := s.applied(t)
			s.Decide(t, s.only(t).ID, tt.outcome)
			c.visit("/track/case")
			c.wants(200, "已经答复")
			if strings.Contains(c.body, first) != tt.first || strings.Contains(c.body, choose) != tt.choose {
				t.Errorf("%s: first %v, choose %v, want %v, %v", tt.outcome, !tt.first, !tt.choose, tt.first, tt.choose)
			}
		})
	}
}

// TestTrackGuessed tries codes until the address, or the number, has to wait.
func TestTrackGuessed(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.New(t))
	number, code := s.applied(t).receipt()
	c := s.citizen(t)
	for range 10 {
		c.visit("/track")
		c.post("/track", c.form(map[string]string{"number": number, "code": "ABCDEFGHJK"}))
		c.wants(http.StatusNotFound)
	}
	c.visit("/track")
	c.post("/track", c.form(map[string]string{"number": number, "code": code}))
	c.wants(http.StatusTooManyRequests, "操作过于频繁")
	s.Clock.Advance(time.Hour)
	c.visit("/track")
	c.post("/track", c.form(map[string]string{"number": number, "code": code}))
	c.wants(http.StatusOK, "正在办理")
}

// TestTrackPrivacy tries the files of two cases, of every class, before and
// after the reply, with and without the code of one of them.
func TestTrackPrivacy(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := &site{Office: storetest.NewOffice(t, st)}
		disk := folder(t)
		server, err := web.NewServer(web.Config{Now: st.Now})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := portal.New(server, st, disk); err != nil {
			t.Fatal(err)
		}
		s.Handler = server
		mine, theirs := s.OpenCase(t, storetest.Application()), s.OpenCase(t, storetest.Application())
		files := map[int64]map[store.FileClass]int64{mine.ID: {}, theirs.ID: {}}
		for _, c := range []store.Case{mine, theirs} {
			for _, class := range store.FileClasses() {
				files[c.ID][class] = s.keep(t, disk, c.ID, class)
			}
		}
		tries := func(c *citizen, mayHave int64) {
			t.Helper()
			for of, all := range files {
				for class, id := range all {
					c.visit("/track/files/" + strconv.FormatInt(id, 10))
					has := strings.Contains(c.body, "secret of ")
					if want := id == mayHave; has != want {
						t.Errorf("file %s of case %d: got it %v, want %v (%d)", class, of, has, want, c.status)
					}
				}
			}
			for _, path := range []string{"/track/files/" + strconv.FormatInt(theirs.ID, 10), "/track/case/" + strconv.FormatInt(theirs.ID, 10), "/track/files/0", "/track/files/-1", "/track/files/x"} {
				c.visit(path)
				if strings.Contains(c.body, theirs.Number) || strings.Contains(c.body, "secret of ") {
					t.Errorf("%s shows a case of others", path)
				}
			}
		}
		nobody := s.citizen(t)
		tries(nobody, 0)
		c := s.citizen(t)
		c.visit("/track")
		c.post("/track", c.form(map[string]string{"number": mine.Number, "code": st.QueryCode(mine.CaseRow)}))
		c.wants(200, mine.Number)
		tries(c, 0)
		s.Decide(t, mine.ID, application.Granted)
		c.visit("/track/case")
		c.wants(200, "已经答复", "予以公开", "不同意答复的", "reply.txt")
		c.lacks("working.txt", "opinion.txt", "周明", theirs.Number)
		tries(c, files[mine.ID][store.ReplyFile])
		tries(nobody, 0)
		s.eraseBy(t, c, mine, func() { tries(c, 0) })
		for name, value := range c.cookies { // the cookie of one case for the other
			c.cookies[name] = strings.Replace(value, strconv.FormatInt(mine.ID, 10), strconv.FormatInt(theirs.ID, 10), 1)
		}
		c.visit("/track/case")
		c.lacks(theirs.Number)
		tries(c, 0)
	})
}

// keep adds a file of a class to a case, as the office does.
func (s *site) keep(t *testing.T, disk *attachment.Folder, id int64, class store.FileClass) int64 {
	t.Helper()
	file := s.NewID()
	content := []byte("secret of " + string(class))
	sealed, err := s.SealCaseFile(id, file, content)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(sealed)
	if err := disk.Restore(t.Context(), hex.EncodeToString(sum[:]), bytes.NewReader(sealed)); err != nil {
		t.Fatal(err)
	}
	s.MustTake(t, s.Clerk, store.Subject{Organ: s.Township, ID: id, Version: store.AnyVersion},
		store.AddCaseFile{ID: file, Class: class, SHA256: hex.EncodeToString(sum[:]), Name: string(class) + ".txt", MediaType: "text/plain", Size: int64(len(content))})
	return file
}

// eraseBy erases a decided case, as if its time were over, while a citizen
// follows it: page and files are gone, and the number and the code lead nowhere.
func (s *site) eraseBy(t *testing.T, c *citizen, mine store.Case, tries func()) {
	t.Helper()
	code := s.QueryCode(mine.CaseRow)
	now := s.Clock.Now()
	rule := application.Retention{From: s.Today().AddDays(application.RetentionNotice), Years: 1, Basis: "保管期限表"}
	s.MustTake(t, s.System, store.Subject{Organ: s.County, Version: store.AnyVersion}, store.SetRetention{Retention: rule})
	s.Clock.Advance(400 * 24 * time.Hour)
	if n, err := s.EraseDue(t.Context()); err != nil || n != 1 {
		t.Fatalf("EraseDue = %d, %v", n, err)
	}
	s.Clock.Advance(now.Sub(s.Clock.Now())) // the cookie would have ended by itself
	c.visit("/track/case")
	c.lacks(mine.Number, "reply.txt")
	tries()
	other := s.citizen(t)
	other.visit("/track")
	other.post("/track", other.form(map[string]string{"number": mine.Number, "code": code}))
	other.lacks("予以公开", "reply.txt")
	other.visit("/open/data.csv")
	other.lacks("征地补偿安置方案")
}
