package io.crumbless.warehouse.ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * A process that has a lock, with what is needed to determine whether it is still alive.
 *
 * @param process a random id of the process
 * @param host name of its machine, for messages
 * @param systemId boot id and PID namespace of the operating system, since containers have PID namespaces of their own;
 *     empty if the system does not report them
 * @param pid process id in that namespace
 * @param started start time of the process in ticks of that system, because process ids are reused
 */
record LockHolder(String process, String host, String systemId, long pid, String started) {
    private static final Path PROCESSES = Path.of("/proc");

    /** Fields of {@code /proc/PID/stat} after the name, which ends with the last parenthesis. */
    private static final int STATE = 0;

    private static final int START_TICKS = 19;

    private static final LockHolder THIS_PROCESS = new LockHolder(
            UUID.randomUUID().toString(),
            hostName(),
            systemIdOfThisProcess(),
            ProcessHandle.current().pid(),
            Stat.of(ProcessHandle.current().pid()).map(Stat::started).orElse(""));

    /** For messages. */
    String described() {
        return "process " + pid + " on " + host;
    }

    static LockHolder thisProcess() {
        return THIS_PROCESS;
    }

    boolean isThisProcess() {
        return process.equals(THIS_PROCESS.process);
    }

    /** Whether it can be determined from here if it is alive. */
    boolean isOfThisSystem() {
        // If the first process is not visible, those of other users are not visible either.
        return !systemId.isEmpty()
                && systemId.equals(THIS_PROCESS.systemId)
                && Stat.of(1).isPresent();
    }

    /** Whether it is alive; only for a process {@linkplain #isOfThisSystem of this system}. */
    boolean lives() {
        return Stat.of(pid)
                .filter(stat -> stat.started().equals(started) && !stat.isDead())
                .isPresent();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    private static String systemIdOfThisProcess() {
        try {
            return Files.readString(PROCESSES.resolve("sys/kernel/random/boot_id"))
                            .strip() + " " + Files.readSymbolicLink(PROCESSES.resolve("self/ns/pid"));
        } catch (IOException | UnsupportedOperationException elsewhere) {
            return "";
        }
    }

    /**
     * The state of a process as Linux reports it.
     *
     * @param state one letter
     */
    private record Stat(String state, String started) {
        static Optional<Stat> of(long pid) {
            try {
                String stat = Files.readString(PROCESSES.resolve(pid + "/stat"));
                String[] fields =
                        stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
                return Optional.of(new Stat(fields[STATE], fields[START_TICKS]));
            } catch (IOException noSuchProcess) {
                return Optional.empty();
            }
        }

        /** Zombie or dead: it has ended, and its parent has not collected its status yet. */
        boolean isDead() {
            return state.equals("Z") || state.equals("X");
        }
    }
}
