package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"gongkai/office/seal"
	"gongkai/paper"
)

var reportVerifyCommand = command{
	words:   "report verify",
	summary: "核验下载或者收到的年度报告有没有被改动",
	help: `核验下载或者收到的年度报告有没有被改动：与发布时的校验值（SHA-256）比对，有公钥的，再核验签名。

用法：
  gongkai report verify --key 公钥.pem 文件…
  gongkai report verify --integrity-only 文件…

  --key 公钥.pem
      发布机关的公钥或者数字证书（PEM）。签名放在文件旁边，名称是文件名后加 .sig
  --integrity-only
      没有公钥时用：只比对校验值，不能证明是谁发布的

校验值也从文件旁边找，依次是：文件名后加 .sha256 的文件、SHA256SUMS、从发布机关网站
“版本和校验值”下载的 gongkai-versions.csv（或者 versions.csv）。
签名可以是SM2（国密）、Ed25519、ECDSA或者RSA的，写成二进制或者Base64。
有不符的，退出状态是1；没有校验值、没有签名、读不了的，退出状态是2。

例子：
  gongkai report verify --integrity-only 2024年报.json
  gongkai report verify --key 县政府.pem 报送/*.json
`,
	run: runReportVerify,
}

func runReportVerify(c *call) int {
	var keyFile string
	var onlyHash bool
	files, err := flags{bools: map[string]*bool{"integrity-only": &onlyHash}, strings: map[string]*string{"key": &keyFile}}.parse(c)
	switch {
	case err != nil:
		return exitFailed
	case len(files) == 0:
		return c.fail("请写明要核验的文件。例如：gongkai report verify --integrity-only 2024年报.json")
	case keyFile == "" && !onlyHash:
		return c.fail("请用 --key 写明发布机关的公钥；没有公钥的，写 --integrity-only，只比对校验值。")
	case keyFile != "" && onlyHash:
		return c.fail("--key 和 --integrity-only 只能写一个。")
	}
	var key *seal.PublicKey
	if keyFile != "" {
		if key, err = readPublicKey(keyFile); err != nil {
			return c.fail("%s：%s", keyFile, err)
		}
	}
	status := exitClean
	for _, file := range files {
		says, ok, err := verifyReport(file, key)
		switch {
		case err != nil:
			status = max(status, c.fail("%s：%s", file, err))
		case !ok:
			status = max(status, exitFindings)
			fallthrough
		default:
			if c.print(fmt.Sprintf("%s：%s\n", file, says)) != exitClean {
				return exitFailed
			}
		}
	}
	return status
}

// verifyReport compares a file with the hash and, with a key, the signature that
// stand beside it. What it says is for people; ok is false where they differ.
func verifyReport(file string, key *seal.PublicKey) (says string, ok bool, err error) {
	data, err := load(file)
	if err != nil {
		return "", false, err
	}
	sum := sha256.Sum256(data)
	got := hex.EncodeToString(sum[:])
	want, from, err := publishedSum(file, data, got)
	switch {
	case err != nil:
		return "", false, err
	case want == "" && key == nil:
		return "", false, paper.Unreadable("旁边没有发布时的校验值，没有比对。这个文件的校验值（SHA-256）是"+got+"。",
			"请与发布机关网站上的校验值核对，或者从网站“版本和校验值”下载gongkai-versions.csv，放在同一文件夹里再核验。", nil)
	case want != "" && want != got:
		return fmt.Sprintf("与发布时的校验值不符，文件被改动过，或者不是同一份。应为%s（%s），实为%s。请从发布机关的网站重新下载。", want, from, got), false, nil
	}
	hash := "没有找到校验值，只核验签名"
	if want != "" {
		hash = fmt.Sprintf("校验值相符（%s）", from)
	}
	if key == nil {
		return hash + "。没有核验签名。", true, nil
	}
	signature, err := load(file + ".sig")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", false, paper.Unreadable("旁边没有签名（"+filepath.Base(file)+".sig），没有核验。", "请向发布机关索取签名；没有签名的，用 --integrity-only 只比对校验值。", err)
	case err != nil:
		return "", false, fmt.Errorf("旁边的签名：%w", err)
	case !key.IsSigned(data, signature):
		return hash + "；签名无效：文件被改动过，或者不是这把公钥的主人签的。请向发布机关核实。", false, nil
	}
	return hash + "；签名有效。", true, nil
}

// publishedSum finds the hash a file was published with, in what stands beside it,
// and says where; want is "" where nothing tells.
func publishedSum(file string, data []byte, got string) (want, from string, err error) {
	folder, base := filepath.Dir(file), filepath.Base(file)
	for _, name := range []string{base + ".sha256", "SHA256SUMS", "gongkai-versions.csv", "versions.csv"} {
		text, err := load(filepath.Join(folder, name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return "", "", fmt.Errorf("旁边的%s：%w", name, err)
		case filepath.Ext(name) == ".csv":
			want, which := versionIn(text, data, got)
			return want, name + which, nil
		}
		alone := name != "SHA256SUMS" // about this file only
		if want := sumIn(string(text), base, alone); want != "" {
			return want, name, nil
		}
		if alone {
			return "", "", paper.Unreadable(name+"里没有校验值。", "校验值是64个十六进制数字，请核对。", nil)
		}
	}
	return "", "", nil
}

// sumIn finds the hash of a file in the lines that sha256sum writes; where the whole
// text is about that file, its name need not stand there.
func sumIn(text, name string, alone bool) string {
	for line := range strings.Lines(text) {
		sum, of, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "\ufeff")), " ")
		of = strings.TrimPrefix(strings.TrimSpace(of), "*")
		if raw, err := hex.DecodeString(sum); err == nil && len(raw) == sha256.Size && (alone || filepath.Base(of) == name) {
			return strings.ToLower(sum)
		}
	}
	return ""
}

// versionIn finds in the portal's list of versions the one with the hash of the file,
// or else the last of the same organ and year. which names it, and says when a later
// one has been published.
func versionIn(list, data []byte, got string) (want, which string) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(list, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil || len(rows) == 0 {
		return "", ""
	}
	column := func(row []string, name string) string {
		if i := slices.Index(rows[0], name); i >= 0 && i < len(row) {
			return row[i]
		}
		return ""
	}
	var about struct {
		Organ string `json:"organ"`
		Year  int    `json:"year"`
	}
	_ = json.Unmarshal(data, &about) // what is no JSON is found by its hash alone
	organ, year, own, last := about.Organ, strconv.Itoa(about.Year), 0, 0
	for _, row := range rows[1:] {
		if strings.EqualFold(column(row, "sha256"), got) {
			organ, year = column(row, "organ"), column(row, "year")
			own, _ = strconv.Atoi(column(row, "version"))
		}
	}
	for _, row := range rows[1:] {
		n, _ := strconv.Atoi(column(row, "version"))
		if n > last && organ != "" && column(row, "organ") == organ && column(row, "year") == year {
			last, want = n, strings.ToLower(column(row, "sha256"))
		}
	}
	switch which = "：" + organ + year + "年第"; {
	case last == 0:
		return "", ""
	case own == 0:
		return want, fmt.Sprintf("%s%d版", which, last)
	case own < last:
		return got, fmt.Sprintf("%s%d版，已有第%d版", which, own, last)
	default:
		return got, fmt.Sprintf("%s%d版", which, own)
	}
}

// readPublicKey reads a public key, or that of a certificate.
func readPublicKey(file string) (*seal.PublicKey, error) {
	data, err := load(file)
	if err != nil {
		return nil, err
	}
	key, err := seal.ReadPublicKey(data)
	switch {
	case errors.Is(err, seal.ErrPrivateKey):
		return nil, paper.Unreadable("这是私钥，不是公钥。", "私钥不要交给别人；请换成公钥（PUBLIC KEY）或者数字证书。", err)
	case err != nil:
		return nil, paper.Unreadable("里面没有能用的公钥。", "请用PEM格式的公钥（PUBLIC KEY）或者数字证书（CERTIFICATE）。", err)
	}
	return key, nil
}
