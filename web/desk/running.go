package desk

import (
	"context"
	"fmt"
	"time"

	"gongkai/law/calendar"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// footFacts are the facts in the foot of every page: the calendar by which the
// person's days are counted, and for who looks after the system its last backup.
func (d *Desk) footFacts(ctx context.Context, v *visit) []web.Fact {
	today := d.store.Today()
	facts := []web.Fact{{Name: "工作日历", Value: calendarSays(calendar.National(), today)}}
	if !v.May(account.SiteSet) {
		return facts
	}
	last, err := d.store.LastBackup(ctx)
	if err != nil { // a page without its foot is better than none
		return facts
	}
	return append(facts, web.Fact{Name: "最近备份", Value: backupSays(last, d.store.Now())})
}

// calendarSays names the notice of this year (国办发明电〔2025〕7号，2026年), and
// from November on says so where the next year's is not there: periods begin to
// reach into it.
func calendarSays(c calendar.Calendar, today calendar.Date) string {
	year := today.Year()
	if !c.Known(year) {
		return fmt.Sprintf("没有%d年的放假安排，期限暂按周末推算", year)
	}
	says := fmt.Sprintf("%s，%d年", c.Notice(year), year)
	if lacksNext(c, today) {
		says += fmt.Sprintf("；%d年的放假安排还没有", year+1)
	}
	return says
}

// lacksNext says that the next year's arrangement is not there, though it is
// usually published by then.
func lacksNext(c calendar.Calendar, today calendar.Date) bool {
	return today.Month() >= 11 && !c.Known(today.Year()+1)
}

// staleBackup is how old a backup may be: one night may be missed.
const staleBackup = 50 * time.Hour

// backupSays tells how the last backup went: 今天02:10，已试恢复.
func backupSays(b store.Backup, now time.Time) string {
	if b.At.IsZero() {
		return "还没有备份过"
	}
	says := near(b.At, now)
	switch {
	case !b.Written:
		return says + "没有写成：" + b.Failure
	case b.Failure != "":
		says += "，试恢复没有通过"
	case b.Tried:
		says += "，已试恢复"
	default:
		says += "，没有试恢复"
	}
	if b.Missing > 0 {
		says += fmt.Sprintf("，缺%d个附件", b.Missing)
	}
	if days := int(now.Sub(b.At) / (24 * time.Hour)); now.Sub(b.At) > staleBackup {
		says += fmt.Sprintf("，已有%d天没有备份", days)
	}
	return says
}

// near writes a moment of the last days by its day: 今天02:10, 昨天02:10.
func near(at, now time.Time) string {
	clock := at.In(beijing).Format("15:04")
	switch day, today := calendar.BeijingDate(at), calendar.BeijingDate(now); {
	case day == today:
		return "今天" + clock
	case day == today-1:
		return "昨天" + clock
	case day.Year() == today.Year():
		return short(day) + clock
	}
	return web.Moment(at)
}

// runningFacts tell the system's administrator on the page of settings what the
// program counts by and how its backup went.
func (d *Desk) runningFacts(ctx context.Context) ([]web.Fact, error) {
	last, err := d.store.LastBackup(ctx)
	if err != nil {
		return nil, err
	}
	c, year := calendar.National(), d.store.Today().Year()
	years := c.Years()
	facts := []web.Fact{
		{Name: "放假安排", Value: fmt.Sprintf("有%d年至%d年的", years[0], years[len(years)-1])},
		arrangementOf(c, year), arrangementOf(c, year+1),
	}
	facts = append(facts, web.Fact{Name: "最近备份", Value: backupSays(last, d.store.Now())})
	if last.Written {
		facts = append(facts, web.Fact{Name: "备份内容", Value: fmt.Sprintf("%d行、%d个附件，由%s写成", last.Rows, last.Files, last.By)})
	}
	if last.Failure != "" {
		facts = append(facts, web.Fact{Name: "没有成功的原因", Value: last.Failure})
	}
	return facts, nil
}

// arrangementOf is what is known of one year's arrangement.
func arrangementOf(c calendar.Calendar, year int) web.Fact {
	f := web.Fact{Name: fmt.Sprintf("%d年", year), Value: c.Notice(year)}
	if !c.Known(year) {
		f.Value = "还没有。国务院办公厅的通知公布后请更新程序，在那以前期限暂按周末推算"
	}
	return f
}

// running finds what the system's administrator has to do so that the program
// goes on well: backups, and the next year's arrangement.
func (f *finder) running(ctx context.Context) error {
	last, err := f.desk.store.LastBackup(ctx)
	if err != nil {
		return err
	}
	if t, ok := backupTask(last, f.desk.store.Now()); ok {
		f.list = append(f.list, t)
	}
	if c := calendar.National(); lacksNext(c, f.today) || !c.Known(f.today.Year()) {
		year := f.today.Year()
		if c.Known(year) {
			year++
		}
		f.list = append(f.list, task{
			What: fmt.Sprintf("更新程序，装入%d年的放假安排", year), Address: "/desk/site#running",
			Why: "国务院办公厅的通知公布后，新版程序会收录。没有它，到那一年的期限暂按周末推算。",
		})
	}
	return nil
}

// backupTask is what is to be done about backups, if anything is.
func backupTask(b store.Backup, now time.Time) (t task, ok bool) {
	t = task{Address: "/desk/site#running"}
	switch {
	case b.At.IsZero():
		t.What, t.Why = "安排每天备份", "还没有备份过。启动程序时加 -backups 文件夹，每天凌晨自动备份并试恢复；也可以用 gongkai backup。"
	case !b.Written:
		t.What, t.Why = "处理没有写成的备份", backupSays(b, now)+"。处理好后用 gongkai backup 补做一次。"
	case b.Failure != "":
		t.What, t.Why = "处理没有通过试恢复的备份", near(b.At, now)+"的备份："+b.Failure+"。这份备份不一定能用。"
	case now.Sub(b.At) > staleBackup:
		t.What, t.Why = "恢复每天备份", "最近备份："+backupSays(b, now)+"。"
	case b.Missing > 0:
		t.What, t.Why = "找回缺少的附件", backupSays(b, now)+"。用 gongkai verify 可以看到是哪些。"
	default:
		return t, false
	}
	return t, true
}
