package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/png"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
	"gongkai/web/webtest"
)

// TestJourneyApply walks as a villager does (J2), with a telephone: applies with
// two items, mends what is missing, keeps the receipt, follows the case, is
// asked for a correction, corrects, sees the period extended, gets the reply
// and its file, and reads where to turn.
func TestJourneyApply(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a browser")
	}
	running, clock := newRunning(t, "2025-01-06")
	o := storetest.NewOffice(t, running.store)
	running.store.Now, o.Clock = clock.Now, clock
	b := webtest.Open(t, running.web)

	b.Visit("/apply/guide")
	b.See("办理流程", "申请表")
	b.Look("guide")
	b.Press("在网上申请")
	b.Look("form")
	number, code := apply(t, b, clock)
	id := caseNumbered(t, o, number)

	o.Step(t, o.Clerk, id, application.RequireCorrection{Until: calendar.MustParse("2025-01-20"), What: "请写明第4批次的批准文号"})
	b.Visit("/track/case") // the page on paper has nothing to press
	b.See("等您补正", "请写明第4批次的批准文号")
	b.SeeNot("周明", code)
	b.Look("correcting")
	b.Press("结束查询")
	b.See("用回执上的编号和查询码")
	b.Fill("编号", number)
	b.Fill("查询码", "ABCDEFGHJK")
	b.Press("查询办理情况")
	b.See("没有找到这件申请，或者查询码不对")
	b.Look("wrong-code")
	b.Fill("查询码", code)
	b.Press("查询办理情况")
	b.Press("补正申请")
	b.See("受理机关的补正通知")
	b.Look("correct")
	b.Fill("第1项", "青政土〔2023〕4号征地补偿安置方案")
	b.Press("补正申请")
	b.See("补正已收到", "正在办理")

	clock.Set("2025-01-13")
	o.Step(t, o.Clerk, id, application.Consult{Party: application.ThirdParty, Name: "吴秀英"})
	clock.Set("2025-01-15")
	o.Step(t, o.Clerk, id, application.Opinion{Party: application.ThirdParty, Name: "吴秀英", Stance: application.Consents})
	o.Step(t, o.Approver, id, application.Extend{Days: 20, Why: "需要核对多年的档案"})
	follow(b, number, code)
	b.See("答复期限延长20个工作日", "需要核对多年的档案")
	b.SeeNot("吴秀英", "周明", "李敏")
	b.Look("extended")

	keepReplyFile(t, running, o, id)
	clock.Set("2025-01-16")
	o.Decide(t, id, application.Granted)
	follow(b, number, code)
	b.See("已经答复", "予以公开", "征地补偿安置方案.txt", "不同意答复的", "行政复议")
	b.SeeNot("吴秀英", "周明")
	b.Look("replied")
	b.Print("replied")
}

// apply fills in the form with two items, first with faults; sending it twice
// leads to one receipt, whose number and code it returns.
func apply(t *testing.T, b *webtest.Browser, clock *storetest.Clock) (number, code string) {
	t.Helper()
	b.ChooseLike("受理机关", "石桥镇")
	b.Fill("第1项", "向阳村2023年第4批次征地补偿安置方案")
	b.Press("再加一项")
	b.See("第2项")
	b.Fill("第2项", "向阳村安置房建设施工合同（2024年）")
	b.Tick("自然人")
	b.Fill("姓名或者单位名称", "周明")
	b.Fill("证件号码", "000000199001010000")
	b.Upload("身份证明的照片或者扫描件", "身份证.png", photo(t))
	clock.Advance(time.Minute)
	b.Press("提交申请")
	b.See("没有填写联系方式", "没有回答问题", "已收到：身份证.png")
	b.Look("faults")
	b.Fill("联系电话", "13800000000")
	words := asked.FindString(b.Text())
	b.Fill(words+"等于几", "99")
	b.Press("提交申请")
	b.See("回答不对")
	words = asked.FindString(b.Text())
	b.Fill(words+"等于几", reckoned(words))
	b.Press("提交申请")
	b.See("申请已收到", "查询码只在这里显示一次", "1份")
	b.Look("receipt")
	b.Print("receipt")
	text := b.Text()
	number, code = regexp.MustCompile(`石桥镇公开申〔2025〕\d+号`).FindString(text), regexp.MustCompile(`[2-9A-Z]{5}-[2-9A-Z]{5}`).FindString(text)
	if number == "" || code == "" {
		t.Fatalf("the receipt says neither number nor code:\n%s", text)
	}
	return number, code
}

var asked = regexp.MustCompile(`[一二三四五六七八九十]+(加|减)[一二三四五六七八九十]+`)

// reckoned answers 三加五.
func reckoned(words string) string {
	value := func(word string) int { return strings.Index("零一二三四五六七八九十", word) / len("零") }
	if a, b, ok := strings.Cut(words, "减"); ok {
		return strconv.Itoa(value(a) - value(b))
	}
	a, b, _ := strings.Cut(words, "加")
	return strconv.Itoa(value(a) + value(b))
}

// follow shows the number and the code again, after half an hour has passed.
func follow(b *webtest.Browser, number, code string) {
	b.Visit("/track")
	b.Fill("编号", number)
	b.Fill("查询码", code)
	b.Press("查询办理情况")
}

func caseNumbered(t *testing.T, o *storetest.Office, number string) int64 {
	t.Helper()
	page, err := o.Cases(t.Context(), store.CaseQuery{Organ: o.Township, Show: store.ShowAll})
	if err != nil || page.Total != 1 || page.Cases[0].Number != number {
		t.Fatalf("%d cases, %v, want one of number %s", page.Total, err, number)
	}
	return page.Cases[0].ID
}

// keepReplyFile adds what is given to the applicant.
func keepReplyFile(t *testing.T, running *office, o *storetest.Office, id int64) {
	t.Helper()
	file, content := o.NewID(), []byte("征地补偿安置方案")
	sealed, err := o.SealCaseFile(id, file, content)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(sealed)
	name := hex.EncodeToString(sum[:])
	if err := running.files.Restore(t.Context(), name, bytes.NewReader(sealed)); err != nil {
		t.Fatal(err)
	}
	o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township, ID: id, Version: store.AnyVersion},
		store.AddCaseFile{ID: file, Class: store.ReplyFile, SHA256: name, Name: "征地补偿安置方案.txt", MediaType: "text/plain", Size: int64(len(content))})
}

// photo is a small picture as a file.
func photo(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
