package portal_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongkai/law/application"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

func TestApply(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := newSite(t, st)
		c := s.citizen(t)
		c.visit("/organs/" + s.Township.String() + "/apply")
		c.wants(http.StatusOK, "青溪县石桥镇人民政府", "再加一项")
		form := c.form(with(s.filled(), "answer", c.answer(), "do", "add"))
		c.post("/apply", form)
		c.wants(http.StatusOK, "第2项", "周明")
		s.Clock.Advance(time.Minute)
		form = c.form(with(s.filled(), "answer", c.answer(), "what-2", "向阳村安置房建设施工合同（2024年）", "help", "yes"))
		c.post("/apply", form)
		c.wants(http.StatusOK, "申请已收到", "石桥镇公开申〔2025〕1号", "2025年2月8日", "查询码只在这里显示一次", "逐日说明")
		number, code := c.receipt()
		c.post("/apply", form) // a second click
		if again, same := c.receipt(); again != number || same != code {
			t.Errorf("the second click gives %s, %s, want %s, %s", again, same, number, code)
		}
		got := s.only(t)
		if len(got.Course.Items) != 2 || got.Course.Channel != application.Online || got.Course.Delivery != application.DeliverOnline {
			t.Errorf("the case is %+v", got.Course)
		}
		c.visit("/track/case")
		c.wants(http.StatusOK, "正在办理", number, "您提交了申请")
		c.lacks("周明", "周*", "13800000000", strings.ReplaceAll(code, "-", ""), code)
		c.visit("/apply/receipt")
		c.lacks(code)
	})
}

// TestApplyFaults sends the form with each fault: nothing typed is lost, no case
// is made, and the fault stands at its field.
func TestApplyFaults(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.New(t))
	for name, tt := range map[string]struct {
		change []string
		says   string
	}{
		"没有机关":   {[]string{"organ", ""}, "没有选择受理机关"},
		"不认识的机关": {[]string{"organ", "zzzzzzzz"}, "没有选择受理机关"},
		"没有内容":   {[]string{"what-1", "  "}, "没有写明需要的信息"},
		"内容太长":   {[]string{"what-1", strings.Repeat("长", 5001)}, "最多5000个字"},
		"没有身份":   {[]string{"kind", ""}, "没有选择身份"},
		"合计列":    {[]string{"kind", "total"}, "没有选择身份"},
		"没有姓名":   {[]string{"name", ""}, "没有填写姓名或者单位名称"},
		"名称太长":   {[]string{"name", strings.Repeat("名", 101)}, "最多100个字"},
		"没有证件号码": {[]string{"identity", ""}, "没有填写证件号码"},
		"没有联系方式": {[]string{"phone", ""}, "没有填写联系方式"},
		"电话不对":   {[]string{"phone", "12"}, "联系电话“12”不对"},
		"邮箱不对":   {[]string{"email", "zhou"}, "电子邮箱“zhou”不对"},
		"邮件没有邮箱": {[]string{"delivery", "email"}, "没有填写电子邮箱"},
		"邮寄没有地址": {[]string{"delivery", "post"}, "没有填写通信地址"},
		"没有途径":   {[]string{"delivery", ""}, "没有选择获取的途径"},
		"没有形式":   {[]string{"form", "口头"}, "没有选择信息的形式"},
		"代理没有委托": {[]string{"agent", "吴秀英"}, "没有选择授权委托书"},
		"代理没有姓名": {[]string{"agent-phone", "13900000000"}, "没有填写代理人姓名"},
		"回答不对":   {[]string{"answer", "99"}, "回答不对"},
		"没有回答":   {[]string{"answer", ""}, "没有回答问题"},
		"填了陷阱":   {[]string{"website", "http://example.com"}, "没有通过防止机器提交的检查"},
		"假的表单号":  {[]string{"key", "1.2.3"}, "表单已经过期"},
		"假的问题":   {[]string{"question", "1.2"}, "问题已经过期"},
	} {
		t.Run(name, func(t *testing.T) {
			c := s.citizen(t)
			c.visit("/apply")
			s.Clock.Advance(10 * time.Second)
			c.post("/apply", c.form(with(with(s.filled(), "answer", c.answer()), tt.change...)))
			c.wants(http.StatusUnprocessableEntity, tt.says)
			for key, value := range with(s.filled(), tt.change...) {
				if key == "what-1" || key == "name" || key == "identity" || key == "phone" {
					if value = strings.TrimSpace(value); !strings.Contains(c.body, value) {
						t.Errorf("%s: %q was lost", name, value)
					}
				}
			}
			if page, err := s.Cases(t.Context(), store.CaseQuery{Organ: s.Township}); err != nil || page.Total != 0 {
				t.Errorf("%s made %d cases, %v", name, page.Total, err)
			}
			s.Clock.Advance(time.Hour)
		})
	}
}

func TestApplyTooFast(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.New(t))
	c := s.citizen(t)
	c.visit("/apply")
	c.post("/apply", c.form(with(s.filled(), "answer", c.answer())))
	c.wants(http.StatusUnprocessableEntity, "几秒内就提交了", "周明")
	s.Clock.Advance(time.Minute)
	c.post("/apply", c.form(with(s.filled(), "answer", c.answer())))
	c.wants(http.StatusOK, "申请已收到")
}

// TestApplyAnswered shows that a question is answered once while other fields
// are mended, and that the answer is of no use for another form.
func TestApplyAnswered(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.New(t))
	c := s.citizen(t)
	c.visit("/apply")
	s.Clock.Advance(time.Minute)
	c.post("/apply", c.form(with(s.filled(), "answer", c.answer(), "phone", "")))
	c.wants(http.StatusUnprocessableEntity, "没有填写联系方式")
	c.lacks("等于几")
	mended := c.form(s.filled())
	other := s.citizen(t)
	other.visit("/apply")
	s.Clock.Advance(time.Minute)
	other.post("/apply", other.form(with(s.filled(), "passed", mended.Get("passed"))))
	other.wants(http.StatusUnprocessableEntity, "没有回答问题")
	c.post("/apply", mended)
	c.wants(http.StatusOK, "申请已收到")
}

func TestApplyDraft(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := newSite(t, st)
		c := s.citizen(t)
		c.visit("/apply")
		c.post("/apply", c.form(with(s.filled(), "do", "draft", "organ", "")))
		c.wants(http.StatusUnprocessableEntity, "请先选择机关")
		c.post("/apply", c.form(with(s.filled(), "do", "draft")))
		until := store.KeptUntil(s.Clock.Now(), store.DraftsKept).Chinese()
		c.wants(http.StatusOK, "草稿已保存", "草稿保存至"+until)
		s.Clock.Advance(14 * 24 * time.Hour)
		c.visit("/apply")
		c.wants(http.StatusOK, "已接着上次", "草稿保存至"+until, "周明", "向阳村")
		other := s.citizen(t)
		other.visit("/apply")
		other.lacks("周明")
		form := c.form(map[string]string{"do": "drop"})
		c.post("/apply", form)
		c.wants(http.StatusOK)
		c.lacks("周明")
		if len(c.cookies) > 0 {
			t.Errorf("the cookies %v are left", c.cookies)
		}
	})
}

// TestPeriodsTold: what the pages say of drafts and their files is what is done.
func TestPeriodsTold(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.New(t))
	c := s.citizen(t)
	days := func(d time.Duration) string { return strconv.Itoa(int(d/(24*time.Hour))) + "天" }
	c.visit("/privacy")
	c.wants(http.StatusOK, "草稿加密保存"+days(store.DraftsKept), "只保存"+days(store.FilesKept))
	c.visit("/apply")
	c.wants(http.StatusOK, days(store.DraftsKept)+"内继续")
	s.Clock.Advance(time.Minute)
	c.upload("/apply", c.form(with(s.filled(), "do", "draft")), "idfile", "身份证.png", picture(t))
	c.wants(http.StatusOK, "草稿已保存", "已选择的文件保存至"+store.KeptUntil(s.Clock.Now(), store.FilesKept).Chinese())
	if got := store.KeptUntil(time.Date(2025, 1, 6, 16, 0, 0, 0, time.UTC), store.FilesKept).String(); got != "2025-01-13" {
		t.Errorf("kept for seven days from midnight of 7 January: the last whole day is %s", got)
	}
}

// TestApplyFile sends a file with a form that has a fault: it need not be chosen
// again, and only its sealed content is kept.
func TestApplyFile(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.New(t))
	c := s.citizen(t)
	c.visit("/apply")
	s.Clock.Advance(time.Minute)
	c.upload("/apply", c.form(with(s.filled(), "answer", c.answer(), "phone", "")), "idfile", "身份证.png", picture(t))
	c.wants(http.StatusUnprocessableEntity, "已收到：身份证.png", "没有填写联系方式")
	c.post("/apply", c.form(s.filled()))
	c.wants(http.StatusOK, "申请已收到", "1份")
	got := s.only(t)
	if len(got.Files) != 1 || got.Files[0].Class != store.IdentityFile || got.Files[0].Name != "身份证.png" {
		t.Errorf("files = %+v", got.Files)
	}
	for name, tt := range map[string]struct {
		file    string
		content []byte
		says    string
	}{
		"不是图片": {"身份证.png", []byte("MZ\x90\x00 not a picture"), `id="idfile-e"`},
		"文本":   {"说明.txt", []byte("文字"), "不是照片或者PDF"},
		"太大":   {"身份证.png", make([]byte, 10<<20+1), "超过"},
	} {
		t.Run(name, func(t *testing.T) {
			c := s.citizen(t)
			c.visit("/apply")
			s.Clock.Advance(time.Minute)
			c.upload("/apply", c.form(with(s.filled(), "answer", c.answer())), "idfile", tt.file, tt.content)
			c.wants(http.StatusUnprocessableEntity, tt.says)
		})
	}
}

func TestApplySplit(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.New(t))
	c := s.citizen(t)
	c.visit("/apply")
	c.post("/apply", c.form(with(s.filled(), "what-1", "1. 征地批文\n2. 安置方案\n3. 施工合同", "do", "add")))
	c.wants(http.StatusOK, "好像有3个内容")
	c.post("/apply", c.form(map[string]string{"do": "split-1"}))
	c.wants(http.StatusOK, ">征地批文<", ">安置方案<", ">施工合同<")
}

// TestApplySuggested shows what the organ has disclosed already to whoever asks
// for the like, and lets them go on.
func TestApplySuggested(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		s := newSite(t, st)
		s.items(t)
		all, err := st.Disclosed(t.Context(), store.DisclosedFilter{Organ: s.Township}, 1, 1)
		if err != nil || all.Total == 0 {
			t.Fatalf("Disclosed = %d, %v", all.Total, err)
		}
		title := all.Entries[0].Values["title"]
		c := s.citizen(t)
		c.visit("/apply")
		c.post("/apply", c.form(with(s.filled(), "what-1", "申请公开关于"+title+"的全部材料", "do", "add")))
		c.wants(http.StatusOK, "这些已经公开，是您要的吗", title)
		s.Clock.Advance(time.Minute)
		c.post("/apply", c.form(map[string]string{"answer": c.answer()}))
		c.wants(http.StatusOK, "申请已收到")
		c = s.citizen(t)
		c.visit("/apply")
		c.post("/apply", c.form(with(s.filled(), "what-1", title, "do", "add")))
		c.post("/apply", c.form(map[string]string{"do": "found", "title": title}))
		c.wants(http.StatusOK, "法定主动公开内容", title)
		if found, wentOn, err := st.Suggestions(t.Context(), s.Township, 2025); err != nil || found != 1 || wentOn != 1 {
			t.Errorf("Suggestions = %d found, %d went on, %v, want 1 and 1", found, wentOn, err)
		}
		for _, asked := range []string{"", "的", "%%%%", "' OR 1=1 --", strings.Repeat("没有这样的信息", 300)} {
			if found, err := st.Suggest(t.Context(), s.Township, asked); err != nil || len(found) > 0 {
				t.Errorf("Suggest(%.20q) = %d items, %v", asked, len(found), err)
			}
		}
	})
}
