package main

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"

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
	var key crypto.PublicKey
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

// mostVerified bounds the files that are read whole, as a signature needs them.
const mostVerified = 256 << 20

// verifyReport compares a file with the hash and, with a key, the signature that
// stand beside it. What it says is for people; ok is false where they differ.
func verifyReport(file string, key crypto.PublicKey) (says string, ok bool, err error) {
	data, err := readBounded(file, mostVerified)
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
	signature, err := readSignature(file + ".sig")
	if err != nil {
		return "", false, err
	}
	if !isSigned(key, data, sum[:], signature) {
		return hash + "；签名无效：文件被改动过，或者不是用这把公钥的主人签的。请向发布机关核实。", false, nil
	}
	return hash + "；签名有效。", true, nil
}

// readBounded reads a file of at most so many bytes.
func readBounded(file string, most int64) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, paper.Unreadable("没有这个文件。", "请核对文件名。", err)
		}
		return nil, paper.Unreadable("文件打不开。", "请检查权限。", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	switch {
	case err != nil:
		return nil, paper.Unreadable("文件读不出来。", "请核对是不是文件，并检查磁盘。", err)
	case int64(len(data)) > most:
		return nil, paper.Unreadable(fmt.Sprintf("文件超过%dMB。", most>>20), "年度报告不会这样大，请核对。", nil)
	}
	return data, nil
}

// mostBeside bounds the files that stand beside a report.
const mostBeside = 64 << 20

// publishedSum finds the hash a file was published with, in what stands beside it,
// and says where; want is "" where nothing tells.
func publishedSum(file string, data []byte, got string) (want, from string, err error) {
	folder, base := filepath.Dir(file), filepath.Base(file)
	if text, err := readBounded(file+".sha256", mostBeside); err == nil {
		if want := sumIn(string(text), base, true); want != "" {
			return want, base + ".sha256", nil
		}
		return "", "", paper.Unreadable(base+".sha256里没有校验值。", "校验值是64个十六进制数字，请核对。", nil)
	}
	if text, err := readBounded(filepath.Join(folder, "SHA256SUMS"), mostBeside); err == nil {
		if want := sumIn(string(text), base, false); want != "" {
			return want, "SHA256SUMS", nil
		}
	}
	for _, name := range []string{"gongkai-versions.csv", "versions.csv"} {
		if text, err := readBounded(filepath.Join(folder, name), mostBeside); err == nil {
			want, which := versionIn(text, data, got)
			return want, name + which, nil
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
// or else the last of the same organ and year.
func versionIn(list, data []byte, got string) (want, which string) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(list, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	head, err := r.Read()
	if err != nil {
		return "", ""
	}
	column := func(row []string, name string) string {
		if i := slices.Index(head, name); i >= 0 && i < len(row) {
			return row[i]
		}
		return ""
	}
	var about struct {
		Organ string `json:"organ"`
		Year  int    `json:"year"`
	}
	_ = json.Unmarshal(data, &about) // what is no JSON is found by its hash alone
	for {
		row, err := r.Read()
		if err != nil {
			return want, which
		}
		sum := strings.ToLower(column(row, "sha256"))
		says := fmt.Sprintf("：%s%s年第%s版", column(row, "organ"), column(row, "year"), column(row, "version"))
		switch {
		case sum == got:
			return sum, says
		case about.Organ != "" && column(row, "organ") == about.Organ && column(row, "year") == fmt.Sprint(about.Year):
			want, which = sum, says
		}
	}
}

func readSignature(file string) ([]byte, error) {
	raw, err := readBounded(file, 1<<20)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, paper.Unreadable("旁边没有签名（"+filepath.Base(file)+"），没有核验。", "请向发布机关索取签名；没有签名的，用 --integrity-only 只比对校验值。", err)
	}
	if err != nil {
		return nil, err
	}
	if text, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(string(raw)), "")); err == nil && len(text) > 0 {
		return text, nil
	}
	return raw, nil
}

// readPublicKey reads a public key, or that of a certificate.
func readPublicKey(file string) (crypto.PublicKey, error) {
	data, err := readBounded(file, 1<<20)
	if err != nil {
		return nil, err
	}
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		switch block.Type {
		case "PUBLIC KEY":
			if key, err := smx509.ParsePKIXPublicKey(block.Bytes); err == nil {
				return key, nil
			}
		case "CERTIFICATE":
			if c, err := smx509.ParseCertificate(block.Bytes); err == nil {
				return c.PublicKey, nil
			}
		case "PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY":
			return nil, paper.Unreadable("这是私钥，不是公钥。", "私钥不要交给别人；请换成公钥（PUBLIC KEY）或者数字证书。", nil)
		}
	}
	return nil, paper.Unreadable("里面没有能用的公钥。", "请用PEM格式的公钥（PUBLIC KEY）或者数字证书（CERTIFICATE）。", nil)
}

// isSigned says whether the signature is the key's: SM2 and Ed25519 sign the file,
// ECDSA and RSA its SHA-256, as openssl makes them.
func isSigned(key crypto.PublicKey, data, sum, signature []byte) bool {
	switch key := key.(type) {
	case ed25519.PublicKey:
		return ed25519.Verify(key, data, signature)
	case *ecdsa.PublicKey:
		if sm2.IsSM2PublicKey(key) {
			return sm2.VerifyASN1WithSM2(key, nil, data, signature)
		}
		return ecdsa.VerifyASN1(key, sum, signature)
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(key, crypto.SHA256, sum, signature) == nil || rsa.VerifyPSS(key, crypto.SHA256, sum, signature, nil) == nil
	}
	return false
}
