@echo off
where node >nul 2>nul
if errorlevel 1 (
    echo pulumi-resource-whatsapp: there is no node on PATH. Next: install Node.js 20.19 or later>&2
    exit /b 1
)
node "%~dp0index.js" %*
