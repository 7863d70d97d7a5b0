FROM scratch
SHELL ["powershell", "-command"]
