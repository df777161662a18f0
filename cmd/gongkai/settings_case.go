package main

import (
	"net"
	"net/mail"
	"net/url"
	"os"
	"strings"
	"time"

	"gongkai/law/problem"
	"gongkai/office/delivery"
	"gongkai/office/seal"
	"gongkai/office/store"
)

// openWays gives the records the keys for what is personal, and the ways by
// which messages go out.
func (s settings) openWays(records *store.Store) (err error) {
	if records.Ring, err = seal.Load(s.keys, s.cipher); err != nil {
		return problem.Invalid("设置 -keys 不能用：密钥文件“%s”读不了", s.keys).
			Try("请检查文件和权限；文件损坏的，请换回保管的那一份，不要重新生成").From(err)
	}
	records.Ways = map[delivery.Way]bool{delivery.Email: s.smtp != nil, delivery.SMS: s.sms != nil}
	return nil
}

// readKeys gives the records the keys where there is a key file, and makes none.
func (s settings) readKeys(records *store.Store) error {
	if _, err := os.Stat(s.keys); err != nil {
		return nil
	}
	return s.openWays(records)
}

// senders are the ways out that are set.
func (s settings) senders() delivery.Senders {
	all := delivery.Senders{}
	if s.smtp != nil {
		all[delivery.Email] = s.smtp
	}
	if s.sms != nil {
		all[delivery.SMS] = s.sms
	}
	return all
}

func readCipher(s *settings, value string) error {
	s.cipher = seal.Algorithm(value)
	if s.cipher != seal.AES && s.cipher != seal.SM4 {
		return problem.Invalid("“%s”不是加密算法", value).Try("应为 %s 或者 %s", seal.AES, seal.SM4)
	}
	return nil
}

// readSMTP reads smtp://user@host:port/sender.
func readSMTP(s *settings, value string) error {
	u, err := url.Parse(value)
	wrong := problem.Invalid("“%s”不是邮件服务器的地址", value).Try("应为 smtp://用户@主机:端口/发件人地址，如 smtp://gongkai@mail.example.gov.cn:587/gongkai@example.gov.cn")
	if err != nil || u.Scheme != "smtp" || u.Hostname() == "" {
		return wrong
	}
	from, err := mail.ParseAddress(strings.TrimPrefix(u.Path, "/"))
	if err != nil {
		return wrong
	}
	if _, has := u.User.Password(); has {
		return problem.Invalid("邮件服务器的地址里写了密码").Try("请把密码放进文件，用 -smtp-password 指定")
	}
	port := u.Port()
	if port == "" {
		port = "587"
	}
	if _, err := net.LookupPort("tcp", port); err != nil {
		return wrong
	}
	if s.smtp == nil {
		s.smtp = &delivery.SMTP{}
	}
	_, domain, _ := strings.Cut(from.Address, "@")
	s.smtp.Host, s.smtp.Port, s.smtp.User, s.smtp.From, s.smtp.Domain, s.smtp.Now = u.Hostname(), port, u.User.Username(), *from, domain, time.Now
	return nil
}

// readSecret reads a file with one line.
func readSecret(value string) (string, error) {
	text, err := os.ReadFile(value)
	if err != nil || len(text) > mostDBFile || strings.TrimSpace(string(text)) == "" {
		return "", problem.Invalid("文件“%s”里读不到内容", value).Try("应为只有一行的文件，运行本程序的用户能读")
	}
	return strings.TrimSpace(string(text)), nil
}

func readSMTPPassword(s *settings, value string) (err error) {
	if s.smtp == nil {
		return problem.Invalid("没有设置邮件服务器").Try("请同时写 -smtp")
	}
	s.smtp.Password, err = readSecret(value)
	return err
}

func readSMS(s *settings, value string) error {
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return problem.Invalid("“%s”不是短信网关的网址", value).Try("应为 https:// 开头的网址")
	}
	s.sms = &delivery.Gateway{URL: value}
	return nil
}

func readSMSToken(s *settings, value string) (err error) {
	if s.sms == nil {
		return problem.Invalid("没有设置短信网关").Try("请同时写 -sms")
	}
	s.sms.Token, err = readSecret(value)
	return err
}
