package application

import (
	"slices"
	"testing"

	"gongkai/law/calendar"
)

// TestLetters: which papers and reminders a step calls for.
func TestLetters(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, history string
		step          Step
		on            string
		letters       []string
		remind        []string // what, and the day
	}{
		{"receipt", "2024-03-04 submit channel=counter", Receive{}, "2024-03-04", []string{"登记回执"},
			[]string{"答复到期 2024-04-01", "内容不明确的，告知申请人补正 2024-03-13"}},
		{"correction", "2024-03-04 receive channel=counter", RequireCorrection{Until: calendar.MustParse("2024-03-20")}, "2024-03-05",
			[]string{"补正告知书"}, []string{"申请人补正 2024-03-20"}},
		{"corrected", "2024-03-04 receive channel=counter\n2024-03-05 require-correction until=2024-03-20", Correct{}, "2024-03-11",
			nil, []string{"答复到期 2024-04-09"}},
		{"extension", "2024-03-04 receive channel=counter", Extend{Days: 5}, "2024-03-05", []string{"延期答复告知书"}, []string{"答复到期 2024-04-09"}},
		{"third party", "2024-03-04 receive channel=counter", Consult{Party: ThirdParty, Name: "甲公司"}, "2024-03-05",
			[]string{"第三方意见征询书", "征求意见告知书"}, []string{"答复到期 2024-04-23", "第三方甲公司提出意见 2024-03-26"}},
		{"organ", "2024-03-04 receive channel=counter", Consult{Party: OtherOrgan, Name: "县档案馆"}, "2024-03-05",
			[]string{"协办函", "征求意见告知书"}, []string{"答复到期 2024-04-23", "其他机关县档案馆提出意见 2024-03-26"}},
		{"fee", "2024-03-04 receive channel=counter", FeeNotice{}, "2024-03-05", []string{"收费通知书"}, []string{"申请人缴费 2024-04-02"}},
		{"reasons", "2024-03-04 receive channel=counter", AskReasons{}, "2024-03-05", []string{"说明理由告知书"}, nil},
		{"deferral", "2024-03-04 receive channel=counter\n2024-03-05 ask-reasons", Defer{Until: calendar.MustParse("2024-05-31")}, "2024-03-06",
			[]string{"延迟答复告知书"}, []string{"答复到期 2024-05-31"}},
		{"reply", "2024-03-04 receive channel=counter", Reply{Outcome: Granted}, "2024-03-05", []string{"答复书"}, nil},
		{"lapse", "2024-03-04 receive channel=counter\n2024-03-05 require-correction until=2024-03-20", Lapse{}, "2024-03-21", []string{"不再处理告知书"}, nil},
		{"delivered", "2024-03-04 receive channel=counter\n2024-03-05 reply outcome=granted", Deliver{}, "2024-03-08", []string{"送达回证"}, nil},
		{"remark", "2024-03-04 receive channel=counter", Comment{Text: "甲"}, "2024-03-05", nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := taken(t, test.history)
			_, took, err := c.Take(test.step, Env{On: calendar.MustParse(test.on), Clock: national, History: true})
			if err != nil {
				t.Fatal(err)
			}
			var letters, remind []string
			for _, f := range took.Follows {
				switch f.Do {
				case SendLetter:
					letters = append(letters, f.What)
				case Remind:
					remind = append(remind, f.What+" "+f.On.String())
				}
			}
			if !slices.Equal(letters, test.letters) || !slices.Equal(remind, test.remind) {
				t.Errorf("%s calls for %q and %q, want %q and %q", Name(test.step), letters, remind, test.letters, test.remind)
			}
		})
	}
}

// TestTurns: a step tells whose turn it is.
func TestTurns(t *testing.T) {
	t.Parallel()
	c := taken(t, "2024-03-04 receive channel=counter\n2024-03-05 assign unit=股\n2024-03-06 consult third-party=甲\n2024-03-06 require-correction until=2024-03-20")
	tests := []struct {
		step Step
		to   Role
	}{
		{Correct{}, ByClerk}, {Opinion{Party: ThirdParty, Name: "甲"}, ByClerk}, {Withdraw{}, ByClerk}, {Assign{Unit: "股"}, ByUnit},
		{Return{Reason: "不归本股"}, ByApplicant},
	}
	for _, test := range tests {
		_, took, err := c.Take(test.step, Env{On: calendar.MustParse("2024-03-08"), Clock: national, History: true})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(took.Follows, func(f Follow) bool { return f.Do == Tell && f.To == test.to }) {
			t.Errorf("%s tells %+v, want %s told", Name(test.step), took.Follows, test.to)
		}
	}
}
