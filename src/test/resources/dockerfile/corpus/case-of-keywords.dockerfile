from scratch as One
FROM one AS tWO
Run x
eNV a=b
