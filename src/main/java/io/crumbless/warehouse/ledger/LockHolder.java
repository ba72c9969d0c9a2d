package io.crumbless.warehouse.ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * A process that holds a lock, so that others can determine whether it still lives.
 *
 * @param process a random id of the process
 * @param host name of its machine, for people
 * @param systemId the start of the operating system and the space of its process numbers, which containers have of their
 *     own; empty where the system does not report it
 * @param pid process number in that space
 * @param started when the process started, in ticks of that system: a number is given to others later
 */
record LockHolder(String process, String host, String systemId, long pid, String started) {
    private static final Path PROCESSES = Path.of("/proc");

    /** Field of {@code /proc/PID/stat} behind the name, which ends with the last parenthesis. */
    private static final int STATE = 0;

    private static final int START_TICKS = 19;

    private static final LockHolder THIS_PROCESS = new LockHolder(
            UUID.randomUUID().toString(),
            hostName(),
            systemIdOfThisProcess(),
            ProcessHandle.current().pid(),
            Stat.of(ProcessHandle.current().pid()).map(Stat::started).orElse(""));

    /** As people call it. */
    String described() {
        return "process " + pid + " on " + host;
    }

    static LockHolder thisProcess() {
        return THIS_PROCESS;
    }

    boolean isThisProcess() {
        return process.equals(THIS_PROCESS.process);
    }

    /** Whether it can be known from here that it lives or not. */
    boolean isOfThisSystem() {
        // Where the first process cannot be seen, those of other users cannot either.
        return !systemId.isEmpty()
                && systemId.equals(THIS_PROCESS.systemId)
                && Stat.of(1).isPresent();
    }

    /** Whether it lives; asked of one {@linkplain #isOfThisSystem of this system}. */
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
     * @param state a letter
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

        /** One that ended and was not asked about yet by the process that started it. */
        boolean isDead() {
            return state.equals("Z") || state.equals("X");
        }
    }
}
