package main

import (
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gongkai/law/problem"
	"gongkai/office/delivery"
	"gongkai/office/seal"
	"gongkai/office/store"
)

// settings say how the office's program stands on its machine. What an office
// decides itself (names, rules, people) is kept in the database.
type settings struct {
	data      string // folder for what has no place of its own
	db        string
	dbKey     string // the setting that says where the database is
	files     string
	listen    string
	metrics   string
	publicURL string
	proxies   []netip.Prefix
	plainHTTP bool
	demo      bool
	overlay   string
	backups   string
	keys      string // file of the keys that personal data is encrypted with
	cipher    seal.Algorithm
	smtp      *delivery.SMTP    // nil where no e-mail is sent
	sms       *delivery.Gateway // nil where no short messages are sent
	log       slog.Level
}

// A setting can be given as an option, -name, or in the environment,
// GONGKAI_NAME; the option counts first.
type setting struct {
	name  string
	value string // as shown in the help
	says  string
	read  func(s *settings, value string) error // a problem says what was found and expected
}

// allSettings lists every setting in the order of the help.
var allSettings = []setting{
	{"data", "文件夹", "存放数据的文件夹，默认 gongkai-data；数据库和附件没有另外指定时放在里面", readData},
	{"db", "地址", "数据库：SQLite文件的路径，或者 postgres://用户:密码@主机:5432/库名；默认 gongkai.db，在数据文件夹里", takeText(func(s *settings) *string { return &s.db })},
	{"db-file", "文件", "数据库地址写在这个文件里，免得密码出现在命令行", readDBFile},
	{"files", "文件夹", "存放附件的文件夹；默认 files，在数据文件夹里", takeText(func(s *settings) *string { return &s.files })},
	{"listen", "主机:端口", "网页的监听地址，默认 127.0.0.1:8080", readAddress(func(s *settings) *string { return &s.listen })},
	{"metrics", "主机:端口", "监控指标/metrics的监听地址；默认只在网页地址上答复本机", readAddress(func(s *settings) *string { return &s.metrics })},
	{"public-url", "网址", "公众使用的网址，如 https://www.example.gov.cn", readPublicURL},
	{"proxies", "网段", "可信的反向代理，逗号分隔，如 10.0.0.0/8,127.0.0.1", readProxies},
	{"plain-http", "", "允许从别的电脑不加密登录；只在网络本身可信时使用", readSwitch(func(s *settings) *bool { return &s.plainHTTP })},
	{"overlay", "文件夹", "替换页面用语和页头页脚的模板所在文件夹", readFolder(func(s *settings) *string { return &s.overlay })},
	{"backups", "文件夹", "每天凌晨自动备份到这个文件夹并试恢复，保留最近14份；默认不自动备份", readFolder(func(s *settings) *string { return &s.backups })},
	{"keys", "文件", "申请人资料的加密密钥文件，默认 keys，在数据文件夹里；第一次启动时生成，请另行保管一份，不要和备份放在一起", takeText(func(s *settings) *string { return &s.keys })},
	{"cipher", "算法", "新生成密钥的算法：aes-256-gcm（默认）或者 sm4-gcm（国密）", readCipher},
	{"smtp", "地址", "发电子邮件的服务器，如 smtp://用户@mail.example.gov.cn:587/发件人@example.gov.cn；默认不发", readSMTP},
	{"smtp-password", "文件", "邮件服务器的密码所在文件", readSMTPPassword},
	{"sms", "网址", "短信网关的网址，格式见 docs/operations.md；默认不发短信", readSMS},
	{"sms-token", "文件", "短信网关的令牌所在文件", readSMSToken},
	{"demo", "", "演示：空的数据库里填入一个虚构的县，数据放在 gongkai-demo 文件夹里，不与真实数据混在一起", readSwitch(func(s *settings) *bool { return &s.demo })},
	{"log", "级别", "日志级别 debug、info、warn、error，默认 info", readLevel},
}

// settingsHelp lists some of the settings for a command's help.
func settingsHelp(names ...string) string {
	var b strings.Builder
	for _, set := range allSettings {
		if slices.Contains(names, set.name) {
			fmt.Fprintf(&b, "  %s\n      %s。环境变量 %s\n", strings.TrimRight("-"+set.name+" "+set.value, " "), set.says, set.variable())
		}
	}
	return b.String()
}

func (set setting) variable() string {
	return "GONGKAI_" + strings.ToUpper(strings.ReplaceAll(set.name, "-", "_"))
}

// readSettings reads the settings of those names from the command line and the
// environment and returns them with what else stood on the command line. A
// wrong one is told by its key, with what was found and what is expected.
func readSettings(c *call, own flags, names ...string) (s settings, rest []string, err error) {
	typed := flags{bools: map[string]*bool{}, strings: map[string]*string{}}
	for name, place := range own.bools {
		typed.bools[name] = place
	}
	for name, place := range own.strings {
		typed.strings[name] = place
	}
	for _, name := range names {
		if isSwitch(name) {
			typed.bools[name] = new(bool)
			continue
		}
		unset := "\x00" // no argument holds a NUL
		typed.strings[name] = &unset
	}
	if rest, err = typed.parse(c); err != nil {
		return s, nil, err
	}
	if err := misspelt(os.Environ()); err != nil {
		fmt.Fprintln(c.stderr, problem.Of(err).Sentence())
		return s, nil, errUsage
	}
	s.listen, s.dbKey, s.cipher = "127.0.0.1:8080", "-db", seal.AES
	for _, set := range allSettings {
		if !slices.Contains(names, set.name) {
			continue
		}
		if err := set.take(&s, typed); err != nil {
			p := problem.Of(err)
			fmt.Fprintln(c.stderr, p.Sentence())
			return s, nil, errUsage
		}
	}
	s.place()
	return s, rest, nil
}

// isSwitch says that the setting is given without a value.
func isSwitch(name string) bool { return name == "plain-http" || name == "demo" }

// place says where data is that was given no place of its own. A demonstration
// has a folder apart from an office's.
func (s *settings) place() {
	if s.data == "" {
		s.data = "gongkai-data"
		if s.demo {
			s.data = "gongkai-demo"
		}
	}
	if s.db == "" {
		s.db = filepath.Join(s.data, "gongkai.db")
	}
	if s.files == "" {
		s.files = filepath.Join(s.data, "files")
	}
	if s.keys == "" {
		s.keys = filepath.Join(s.data, "keys")
	}
}

// take reads one setting from where it was given.
func (set setting) take(s *settings, typed flags) error {
	key, value, given := "-"+set.name, "", false
	if text := typed.strings[set.name]; text != nil && *text != "\x00" {
		value, given = *text, true
	} else if yes := typed.bools[set.name]; yes != nil && *yes {
		value, given = "true", true
	} else if value, given = os.LookupEnv(set.variable()); given && value == "" {
		given = false // as good as not set
	} else {
		key = "环境变量 " + set.variable()
	}
	if !given {
		return nil
	}
	if err := set.read(s, value); err != nil {
		p := *problem.Of(err)
		p.Says = fmt.Sprintf("设置 %s 不对：%s", key, p.Says)
		return &p
	}
	if set.name == "db" || set.name == "db-file" {
		s.dbKey = key
	}
	return nil
}

// opened passes on an opened database, or says by which setting it could not be
// opened.
func (s settings) opened(records *store.Store, err error) (*store.Store, error) {
	if err == nil {
		return records, nil
	}
	p := *problem.Of(err)
	p.Says = fmt.Sprintf("设置 %s 不能用：%s", s.dbKey, p.Says)
	return nil, &p
}

// misspelt finds a variable of the environment that is nearly one of ours: the
// setting would be passed over in silence.
func misspelt(environment []string) error {
	for _, entry := range environment {
		name, _, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, "GONGKAI_") || slices.ContainsFunc(allSettings, func(set setting) bool { return set.variable() == name }) {
			continue
		}
		for _, set := range allSettings {
			if edits(name, set.variable()) == 1 {
				return problem.Invalid("不认识环境变量 %s", name).Try("您是不是要写 %s", set.variable())
			}
		}
	}
	return nil
}

func takeText(place func(*settings) *string) func(*settings, string) error {
	return func(s *settings, value string) error {
		if strings.TrimSpace(value) == "" {
			return problem.Invalid("内容是空的").Try("请写上内容，或者不写这个设置")
		}
		*place(s) = value
		return nil
	}
}

func readData(s *settings, value string) error {
	if info, err := os.Stat(value); err == nil && !info.IsDir() {
		return problem.Invalid("“%s”不是文件夹", value).Try("请写一个文件夹")
	}
	return takeText(func(s *settings) *string { return &s.data })(s, value)
}

func readFolder(place func(*settings) *string) func(*settings, string) error {
	return func(s *settings, value string) error {
		if info, err := os.Stat(value); err != nil || !info.IsDir() {
			return problem.Invalid("没有“%s”这个文件夹", value).Try("请先建立文件夹，并让运行本程序的用户能读写")
		}
		*place(s) = value
		return nil
	}
}

// mostDBFile is more than any address has.
const mostDBFile = 4096

func readDBFile(s *settings, value string) error {
	text, err := os.ReadFile(value)
	if err != nil || len(text) > mostDBFile || strings.TrimSpace(string(text)) == "" {
		return problem.Invalid("文件“%s”里读不到数据库地址", value).Try("应为只有一行数据库地址的文件，运行本程序的用户能读")
	}
	s.db = strings.TrimSpace(string(text))
	return nil
}

func readAddress(place func(*settings) *string) func(*settings, string) error {
	return func(s *settings, value string) error {
		_, port, err := net.SplitHostPort(value)
		if _, portErr := net.LookupPort("tcp", port); err != nil || portErr != nil || port == "" {
			return problem.Invalid("“%s”不是监听地址", value).Try("应为主机和端口，如 127.0.0.1:8080；让别的电脑也能访问用 0.0.0.0:8080")
		}
		*place(s) = value
		return nil
	}
}

func readPublicURL(s *settings, value string) error {
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return problem.Invalid("“%s”不是网站的网址", value).Try("应为 https:// 开头、不带路径的网址，如 https://www.example.gov.cn")
	}
	s.publicURL = value
	return nil
}

func readProxies(s *settings, value string) error {
	for part := range strings.SplitSeq(value, ",") {
		part = strings.TrimSpace(part)
		prefix, err := netip.ParsePrefix(part)
		if err != nil {
			address, addressErr := netip.ParseAddr(part)
			if addressErr != nil {
				return problem.Invalid("“%s”不是网段", part).Try("应为网段或地址，多个用逗号隔开，如 10.0.0.0/8,127.0.0.1")
			}
			prefix = netip.PrefixFrom(address, address.BitLen())
		}
		s.proxies = append(s.proxies, prefix)
	}
	return nil
}

func readSwitch(place func(*settings) *bool) func(*settings, string) error {
	return func(s *settings, value string) error {
		switch strings.ToLower(value) {
		case "1", "true", "yes":
			*place(s) = true
		case "0", "false", "no":
		default:
			return problem.Invalid("“%s”不是开关", value).Try("应为 true 或 false")
		}
		return nil
	}
}

func readLevel(s *settings, value string) error {
	if err := s.log.UnmarshalText([]byte(value)); err != nil {
		return problem.Invalid("“%s”不是日志级别", value).Try("应为 debug、info、warn、error 之一")
	}
	return nil
}
