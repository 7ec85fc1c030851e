#!/bin/bash
# A real Slurm of one node for a test: a controller, a node and a munge of its own, all state in one folder, no systemd,
# no account, nothing outside the folder touched.
#
#   slurm.sh start FOLDER   waits until the node takes jobs; then `source FOLDER/environment` to use it
#   slurm.sh stop FOLDER    ends the daemons
#
# As root (a fresh container or chroot) or as any user. Needs the Debian packages slurmctld, slurmd, slurm-client, munge.
set -euo pipefail
[ $# -eq 2 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
action=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
PATH=$PATH:/usr/sbin

stop() {
    local name pid
    for name in slurmd slurmctld munged; do
        pid=$(cat "$folder/$name.pid" 2>/dev/null) || continue
        kill "$pid" 2>/dev/null || continue
        for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
        kill -KILL "$pid" 2>/dev/null || true
    done
}

# A port nobody listens on.
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 20000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}

say_logs() {
    local log
    for log in "$folder"/*.log; do echo "--- $log"; tail -n 20 "$log"; done >&2
}

start() {
    local program host user controller_port node_port state
    for program in slurmctld slurmd munged sbatch squeue scontrol; do
        command -v "$program" >/dev/null || {
            echo "no $program: install the packages of tests/packages.txt" >&2
            exit 1
        }
    done
    host=$(hostname -s)
    user=$(id -un)
    controller_port=$(free_port)
    node_port=$(free_port)
    while [ "$node_port" = "$controller_port" ]; do node_port=$(free_port); done
    mkdir -p "$folder"/{state,spool,munge}
    chmod 700 "$folder/munge"
    (umask 077; head -c 128 /dev/urandom >"$folder/munge/key")
    munged --force --key-file="$folder/munge/key" --socket="$folder/munge.socket" --seed-file="$folder/munge/seed" \
        --pid-file="$folder/munged.pid" --log-file="$folder/munged.log"

    # cred_expire: a task that is queued again waits until its old credential has expired, two minutes by default.
    # linuxproc, task/none: no cgroups, which containers rarely give. batch_sched_delay and intervals: do not dawdle.
    cat >"$folder/slurm.conf" <<END
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$controller_port
SlurmdPort=$node_port
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$folder/munge.socket,cred_expire=5
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1
ReturnToService=2
KillWait=2
MinJobAge=600
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$(awk '/MemTotal/ {print int($2 / 1024 * 0.8)}' /proc/meminfo)
PartitionName=test Nodes=$host Default=YES MaxTime=INFINITE State=UP
END
    # Without control groups slurmd cannot find out which kind to leave alone.
    mountpoint -q /sys/fs/cgroup || echo "CgroupPlugin=cgroup/v1" >"$folder/cgroup.conf"
    echo "export SLURM_CONF='$folder/slurm.conf'" >"$folder/environment"
    export SLURM_CONF=$folder/slurm.conf
    slurmctld -i || { say_logs; exit 1; }
    slurmd || { say_logs; exit 1; }
    for _ in $(seq 100); do
        state=$(sinfo --noheader --format=%T 2>/dev/null) || state=
        [ "$state" = idle ] && return
        sleep 0.1
    done
    echo "the node is '$state' after 10 s, not idle" >&2
    say_logs
    stop
    exit 1
}

case $action in
    start) start ;;
    stop) stop ;;
    *) echo "no action '$action'; expected start or stop" >&2; exit 2 ;;
esac
