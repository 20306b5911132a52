module example.com/whatsapp

go 1.22
