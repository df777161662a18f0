package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"gongkai/law/problem"
	"gongkai/office/attachment"
	"gongkai/office/store"
)

var verifySettings = []string{"data", "db", "db-file", "files", "keys"}

var verifyCommand = command{
	words:   "verify",
	summary: "核验操作记录、已发布年报和附件有没有被改动",
	help: `核验操作记录、已发布年报和附件有没有被改动：逐条重算操作记录的校验链，
重算每一版已发布年报的校验值并与发布时的操作记录比对，重算每个附件的校验值。
网站运行时也可以核验，什么也不改。有改动时退出状态是1。

用法：
  gongkai verify [选项]

` + settingsHelp(verifySettings...) + `
例子：
  gongkai verify -db /var/lib/gongkai/gongkai.db -files /var/lib/gongkai/files
`,
	run: runVerify,
}

func runVerify(c *call) int {
	s, ok := c.settings(verifySettings)
	if !ok {
		return exitFailed
	}
	ctx := context.Background()
	records, err := s.opened(store.OpenAsIs(ctx, s.db))
	if err != nil {
		return c.fail("%s", said(err))
	}
	defer records.Close()
	if err := s.readKeys(records); err != nil {
		return c.fail("%s", said(err))
	}
	v, err := records.Verify(ctx)
	if err != nil {
		return c.fail("%s", said(err))
	}
	n, breaks, err := verifyFiles(ctx, records, s.files)
	if err != nil {
		return c.fail("%s", said(err))
	}
	v.Breaks = append(v.Breaks, breaks...)
	return c.verified(v, n)
}

// verifyFiles recomputes the hash of every attachment that records have.
func verifyFiles(ctx context.Context, s *store.Store, folder string) (n int, breaks []error, err error) {
	sums, err := s.Files(ctx)
	if err != nil || len(sums) == 0 {
		return 0, nil, err
	}
	if _, err := os.Stat(folder); err != nil {
		return 0, nil, problem.Invalid("没有存放附件的文件夹“%s”", folder).Try("请用 -files 写明附件放在哪里")
	}
	files, err := attachment.NewFolder(folder, attachment.DefaultLimits())
	if err != nil {
		return 0, nil, err
	}
	for _, sum := range sums {
		err := files.Verify(ctx, sum)
		switch {
		case errors.Is(err, attachment.ErrChanged):
			breaks = append(breaks, problem.Invalid("附件%s的内容与校验值不符，保存以后被改过", sum).Try("请从备份中恢复这个附件"))
		case err != nil:
			breaks = append(breaks, problem.Invalid("附件%s不在或者不能读取", sum).Try("请从备份中恢复这个附件"))
		}
	}
	return len(sums), breaks, nil
}

// verified tells what was found; breaks go to standard error.
func (c *call) verified(v store.Verified, files int) int {
	for _, b := range v.Breaks {
		fmt.Fprintln(c.stderr, problem.Of(b).Sentence())
	}
	status := c.print(fmt.Sprintf("核验了%d条校验链上的%d条操作记录、%d版已发布的年报、%d条登记、%d个附件。\n", v.Chains, v.Entries, v.Versions, v.Records, files))
	if v.Sealed > 0 {
		fmt.Fprintf(c.stderr, "没有密钥文件，%d件申请没有核验；要核验申请，请用 -keys 指明密钥文件。\n", v.Sealed)
	}
	if v.SealedEntries > 0 {
		fmt.Fprintf(c.stderr, "没有密钥文件，登记的%d次录入和更改没有与操作记录核对；要核对，请用 -keys 指明密钥文件。\n", v.SealedEntries)
	}
	if len(v.Breaks) > 0 {
		fmt.Fprintf(c.stderr, "发现%d处不符。\n", len(v.Breaks))
		return max(status, exitFindings)
	}
	fmt.Fprintln(c.stdout, "全部相符。")
	return status
}
