package desk_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"gongkai/office/db"
	"gongkai/office/store"
)

// TestFull: when the disk takes no more, a form comes back with all that was
// typed and says so, pages are read as before, and the form that came back can
// be sent when there is room again.
func TestFull(t *testing.T) {
	t.Parallel()
	f := furnish(t, newRoom(t))
	for _, pattern := range []string{
		"GET /desk/organs/{organ}/registers/{register}/new",
		"GET /desk/organs/{organ}/registers/{register}/{entry}/correct",
		"GET /desk/organs/{organ}/group",
		"GET /desk/organs/{organ}/accounts/new",
		"GET /desk/organs/{organ}/reports/{year}/table/{table}",
		"GET /desk/organs/{organ}/reports/{year}/chapter/{chapter}",
		"GET /desk/site",
	} {
		s := sights[pattern]
		path, who := f.address(pattern, s)
		typed := f.typed(t, pattern, f.get(who, path), s)
		f.fillDisk(t)
		a := f.post(who, path, typed...)
		see(t, "full: "+pattern, a, http.StatusInternalServerError, []string{"磁盘已满，现在不能保存，查阅不受影响"}, []string{"系统出现错误"})
		f.keeps(t, "full: "+pattern, a.body, s)
		see(t, "reading: "+pattern, f.get(who, path), http.StatusOK, nil, nil)
		f.pages(t, "1073741823")
		if a = f.post(who, path, f.typed(t, pattern, a, s)...); a.status != http.StatusSeeOther && a.status != http.StatusOK {
			t.Errorf("%s when there is room again = %d\n%s", pattern, a.status, words(a.body))
		}
	}
}

// pages sets how many pages the database may have; it keeps those it has.
func (f *furnished) pages(t *testing.T, most string) {
	t.Helper()
	err := f.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "PRAGMA max_page_count = "+most)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// fillDisk leaves no room for another entry of the audit, which every step needs.
func (f *furnished) fillDisk(t *testing.T) {
	t.Helper()
	f.pages(t, "1")
	for size := 4096; size > 0; size /= 8 {
		var err error
		for n := 0; err == nil && n < 1000; n++ {
			err = f.NoteBackup(t.Context(), store.Backup{Failure: strings.Repeat("x", size)})
		}
		if err == nil {
			t.Fatal("the disk does not get full")
		}
	}
}

// TestImportKind: a file that is no table is refused with what an import takes,
// not with all that may be attached.
func TestImportKind(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	for _, content := range []string{"\x00\x01", "MZ\x90\x00", "%PNG"} {
		a := o.upload("limin", o.registers("/imports"), "处罚.csv", content)
		if strings.Contains(a.body, "可以上传PDF") || a.status < 400 {
			t.Errorf("import of %q = %d\n%s", content, a.status, words(a.body))
		}
	}
	see(t, "no table", o.upload("limin", o.registers("/imports"), "处罚.csv", "\x00\x01"), http.StatusUnprocessableEntity, []string{"认不出文件的内容。导入只认Excel（.xlsx）和CSV"}, nil)
}
