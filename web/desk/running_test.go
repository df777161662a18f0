package desk

import (
	"testing"
	"time"

	"gongkai/law/calendar"
	"gongkai/office/store"
)

func TestCalendarSays(t *testing.T) {
	t.Parallel()
	c := calendar.National()
	next := calendar.Table{Year: 2027, Notice: "国办发明电〔2026〕8号"}
	for _, tt := range []struct {
		name string
		c    calendar.Calendar
		day  string
		want string
	}{
		{"年中", c, "2026-06-01", "国办发明电〔2025〕7号，2026年"},
		{"十月", c, "2026-10-31", "国办发明电〔2025〕7号，2026年"},
		{"十一月", c, "2026-11-01", "国办发明电〔2025〕7号，2026年；2027年的放假安排还没有"},
		{"十一月，已有", c.With(next), "2026-11-01", "国办发明电〔2025〕7号，2026年"},
		{"没有今年的", c, "2027-01-04", "没有2027年的放假安排，期限暂按周末推算"},
		{"暂定的不算", c.With(calendar.Table{Year: 2027, Notice: "暂", Tentative: true}), "2027-01-04", "没有2027年的放假安排，期限暂按周末推算"},
		{"第十年", c, "2035-01-04", "没有2035年的放假安排，期限暂按周末推算"},
	} {
		if got := calendarSays(tt.c, calendar.MustParse(tt.day)); got != tt.want {
			t.Errorf("%s: calendarSays(%s) = %q, want %q", tt.name, tt.day, got, tt.want)
		}
	}
}

func TestBackupSays(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 2, 11, 9, 30, 0, 0, beijing)
	for _, tt := range []struct {
		name       string
		b          store.Backup
		says, task string
	}{
		{"没有", store.Backup{}, "还没有备份过", "安排每天备份"},
		{"今天", store.Backup{At: now.Add(-7 * time.Hour), Written: true, Tried: true}, "今天02:30，已试恢复", ""},
		{"昨天", store.Backup{At: now.Add(-31 * time.Hour), Written: true, Tried: true}, "昨天02:30，已试恢复", ""},
		{"命令行", store.Backup{At: now.Add(-time.Hour), Written: true}, "今天08:30，没有试恢复", ""},
		{"前天", store.Backup{At: now.Add(-49 * time.Hour), Written: true, Tried: true}, "2月9日08:30，已试恢复", ""},
		{"太久", store.Backup{At: now.Add(-9 * 24 * time.Hour), Written: true, Tried: true}, "2月2日09:30，已试恢复，已有9天没有备份", "恢复每天备份"},
		{"去年", store.Backup{At: now.Add(-60 * 24 * time.Hour), Written: true, Tried: true}, "2025年12月13日 09:30，已试恢复，已有60天没有备份", "恢复每天备份"},
		{"没写成", store.Backup{At: now, Failure: "磁盘满了"}, "今天09:30没有写成：磁盘满了", "处理没有写成的备份"},
		{"没恢复", store.Backup{At: now, Written: true, Failure: "表不符"}, "今天09:30，试恢复没有通过", "处理没有通过试恢复的备份"},
		{"缺附件", store.Backup{At: now, Written: true, Tried: true, Missing: 2}, "今天09:30，已试恢复，缺2个附件", "找回缺少的附件"},
		{"子夜前后", store.Backup{At: time.Date(2026, 2, 10, 23, 59, 0, 0, beijing), Written: true, Tried: true}, "昨天23:59，已试恢复", ""},
	} {
		if got := backupSays(tt.b, now); got != tt.says {
			t.Errorf("%s: backupSays(%+v) = %q, want %q", tt.name, tt.b, got, tt.says)
		}
		if got, ok := backupTask(tt.b, now); ok != (tt.task != "") || ok && got.What != tt.task {
			t.Errorf("%s: backupTask(%+v) = %+v, %v, want %q", tt.name, tt.b, got, ok, tt.task)
		}
	}
}
