package organ

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestInfer(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		level   Level
		body    Body
		certain bool
	}{
		// Reports at hand.
		{"乌苏市西大沟镇人民政府", Township, Government, true},
		{"淮安市人民政府", City, Government, false},
		{"淮安市洪泽区人民政府", County, Government, true},
		{"宿迁市人民政府", City, Government, false},
		{"沭阳县人民政府", County, Government, true},
		{"上海市人民政府办公厅", Province, GeneralOffice, true},
		{"栖埠市苓浦区人民政府", County, Government, true},
		{"沐坪县卫生健康局", County, Department, true},
		{"测试市", City, Government, false},
		{"区统计局", County, Department, false},
		{"陆丰市河东镇", Township, Government, true},
		{"琼海市大路镇人民政府", Township, Government, true},
		{"石家庄市桥西区中山街道办事处", Township, Dispatched, true},
		{"大冶市自然资源和规划局", City, Department, false},
		{"衡东县杨林镇", Township, Government, true},
		{"岳阳市南湖新区某局", County, Department, false},
		{"长春市退役军人事务局", City, Department, false},
		{"柞水县凤凰镇人民政府", Township, Government, true},
		{"威海市文登区信访局", County, Department, true},
		{"高新区社会发展局", County, Department, false},
		{"洞头区北岙街道办事处", Township, Dispatched, true},

		// The State Council and vertical leadership.
		{"国务院办公厅", National, GeneralOffice, true},
		{"国务院国有资产监督管理委员会", National, Department, true},
		{"国家发展改革委", National, Department, true},
		{"国家发展和改革委员会", National, Department, true},
		{"中华人民共和国财政部", National, Department, true},
		{"住房和城乡建设部", National, Department, true},
		{"国家税务总局", National, Department, true},
		{"中国人民银行", National, Department, true},
		{"国家税务总局沭阳县税务局", County, Vertical, true},
		{"国家税务总局江苏省税务局", Province, Vertical, true},
		{"国家统计局淮安调查队", UnknownLevel, Vertical, false},
		{"中国人民银行淮安市分行", City, Vertical, false},
		{"南京海关", UnknownLevel, Vertical, false},
		{"江苏省国家安全厅", Province, Vertical, true},

		// Provinces and autonomous areas.
		{"江苏省人民政府", Province, Government, true},
		{"江苏省教育厅", Province, Department, true},
		{"省财政厅", Province, Department, true},
		{"教育厅", Province, Department, false},
		{"北京市教育委员会", Province, Department, true},
		{"广西壮族自治区人民政府", Province, Government, true},
		{"新疆维吾尔自治区伊犁哈萨克自治州人民政府", City, Government, true},
		{"凉山州财政局", City, Department, true},
		{"锡林郭勒盟行政公署", City, Government, true},
		{"塔城地区行政公署办公室", City, GeneralOffice, true},
		{"塔城地区乌苏市人民政府", County, Government, true},
		{"苏州市昆山市人民政府", County, Government, true},
		{"积石山保安族东乡族撒拉族自治县人民政府", County, Government, true},
		{"鄂尔多斯市达拉特旗人民政府", County, Government, true},
		{"神农架林区人民政府", County, Government, true},
		{"新疆生产建设兵团办公厅", Province, GeneralOffice, false},

		// Suffixes inside names.
		{"荆州市沙市区人民政府", County, Government, true},
		{"津市市人民政府", City, Government, false},
		{"常德市津市市人民政府", County, Government, true},
		{"景德镇市人民政府", City, Government, false},
		{"镇江市人民政府", City, Government, false},
		{"乡宁县教育局", County, Department, true},
		{"市中区人民政府", County, Government, true},
		{"全椒县人民政府", County, Government, true},
		{"本溪市人民政府", City, Government, false},
		{"江苏省镇江市丹徒区人民政府", County, Government, true},
		{"新乡县人民政府", County, Government, true},
		{"宁乡市人民政府", City, Government, false},
		{"青岛市市南区人民政府", County, Government, true},
		{"宁波市镇海区人民政府", County, Government, true},
		{"鹤岗市东山区红旗乡人民政府", Township, Government, true},
		{"聊城市城市管理局", City, Department, false},
		{"淮安市市场监督管理局", City, Department, false},
		{"沐坪县市场监督管理局", County, Department, true},
		{"市场监督管理局", UnknownLevel, Department, false},
		{"沐坪县城市管理局", County, Department, true},
		{"沐坪县住房和城乡建设局", County, Department, true},
		{"沐坪县乡村振兴局", County, Department, true},
		{"淮安市政务服务管理办公室", City, Department, false},
		{"淮安市民政局", City, Department, false},
		{"淮安市社区矫正管理局", City, Department, false},

		// Bodies.
		{"淮安市人民政府办公室", City, GeneralOffice, false},
		{"市政府办公厅", City, GeneralOffice, false},
		{"县政府办", County, GeneralOffice, false},
		{"淮安市人民政府外事办公室", City, Department, false},
		{"淮安市人民政府驻北京办事处", City, Dispatched, false},
		{"乌鲁木齐市国有资产监督管理委员会", City, Department, false},
		{"淮安经济技术开发区管理委员会", County, Dispatched, false},
		{"苏州工业园区管委会", County, Dispatched, false},
		{"上海市浦东新区人民政府", County, Government, false},
		{"淮安市生态环境局洪泽区分局", City, Dispatched, false},
		{"沭阳县公安局城中派出所", County, Dispatched, true},
		{"市民政局", City, Department, false},
		{"市直机关事务管理局", City, Department, false},
		{"我市", City, Government, false},
		{"本县教育局", County, Department, false},
		{"镇人民政府", Township, Government, true},
		{"西大沟镇", Township, Government, true},
		{"中山街道", Township, Dispatched, true},

		// Not names of organs.
		{"", UnknownLevel, UnknownBody, false},
		{"本机关", UnknownLevel, Department, false},
		{strings.Repeat("甲市", 100), UnknownLevel, Department, false},
	}
	for _, test := range tests {
		o, certain := Infer(test.name)
		if o.Level != test.level || o.Body != test.body || certain != test.certain {
			t.Errorf("Infer(%s) = %s, %s, certain %v (%+v); want %s, %s, %v", test.name,
				o.Level.Label(), o.Body.Label(), certain, split(o.Name), test.level.Label(), test.body.Label(), test.certain)
		}
		if level, sure := LevelOf(test.name); level != o.Level || sure != certain {
			t.Errorf("LevelOf(%s) = %v, %v, unlike Infer", test.name, level, sure)
		}
	}
}

func TestMayMakeRules(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		want bool
	}{
		{"江苏省人民政府", true}, {"上海市人民政府办公厅", true}, {"淮安市人民政府", true}, {"凉山彝族自治州人民政府", true},
		{"国家发展改革委", true}, {"某机关", true},
		{"江苏省教育厅", false}, {"淮安市财政局", false}, {"沭阳县人民政府", false}, {"沐坪县卫生健康局", false},
		{"乌苏市西大沟镇人民政府", false}, {"中山街道办事处", false},
	}
	for _, test := range tests {
		o, _ := Infer(test.name)
		if got := MayMakeRules(o.Level, o.Body); got != test.want {
			t.Errorf("MayMakeRules(%s: %s, %s) = %v, want %v", test.name, o.Level.Label(), o.Body.Label(), got, test.want)
		}
	}
}

func TestNormalize(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{" 柞水縣鳳凰鎮 人民政府 ", "柞水县凤凰镇人民政府"},
		{"淮安市\u200b人民政府：", "淮安市人民政府"},
		{"上海市人民政府办公厅(公开办)", "上海市人民政府办公厅（公开办）"},
		{"上海市人民政府办公厅［公开办］", "上海市人民政府办公厅（公开办）"},
		{"中华人民共和国教育部", "教育部"},
		{"中华人民共和国", "中华人民共和国"},
		{"Ａ区１号", "A区1号"},
		{"", ""},
	}
	for _, test := range tests {
		if got := Normalize(test.in); got != test.want {
			t.Errorf("Normalize(%q) = %q, want %q", test.in, got, test.want)
		}
	}
	for traditional, simple := range simplified {
		if _, chained := simplified[simple]; chained && simple != traditional {
			t.Errorf("%c → %c → …: the table is out of step", traditional, simple)
		}
	}
}

func FuzzInfer(f *testing.F) {
	for _, s := range []string{"乌苏市西大沟镇人民政府", "国家税务总局沭阳县税务局", "市市市市", "\xff市", "区区区区区区区区"} {
		f.Add(s, "市政府")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		o, _ := Infer(a)
		if utf8.ValidString(a) && Normalize(o.Name) != o.Name {
			t.Errorf("Normalize(%q) = %q is not stable", a, o.Name)
		}
		if Compare(a, b) != Compare(b, a) {
			t.Errorf("Compare(%q, %q) is not symmetric", a, b)
		}
	})
}
