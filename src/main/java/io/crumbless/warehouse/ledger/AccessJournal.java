package io.crumbless.warehouse.ledger;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.ledger.AccessLog.Access;
import io.crumbless.warehouse.signature.DetachedSignature;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.signature.SigningKey;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The journal of accesses that were recorded while another process had the H2 file open: {@code access-journal} in the
 * control folder. They move to the access log as soon as somebody opens the database. An entry is one line: its number,
 * the content for the access log, the hash of the line before, and a signature over all of that, so that a changed,
 * missing or added line is noticed. Lines missing at the end are noticed by the process that wrote them, which still
 * has them in memory. A line that was cut short, as by a power failure, is kept and reported like one that was changed:
 * they look the same.
 */
final class AccessJournal {
    static final String FILE = "access-journal";

    private static final String FORM = "crumbless-access-journal/1";
    private static final String FIRST = "-";
    private static final int SIGNED_FIELDS = 7;
    private static final int FIELDS = 9;
    private static final int COPY_DIGITS = 12;

    /** Within one process; the operating system's lock applies to the process as a whole. */
    private static final Object TURN = new Object();

    private final Path file;
    private final List<Access> mine = new ArrayList<>();
    private final GroupCommit<Unsigned, Access> appending = new GroupCommit<>(this::appended);

    AccessJournal(Path folder) {
        this.file = folder.resolve(FILE);
    }

    /**
     * What is to be moved to the access log.
     *
     * @param entries entries with a valid signature, in order
     * @param own entries that this process wrote and has not moved yet, whether or not the file still contains them
     * @param kept name of the copy of a damaged journal; empty if it is not damaged
     * @param damaged number of lines that were changed or do not follow on the line before
     */
    record Content(List<Access> entries, List<Access> own, int damaged, Optional<String> kept) {}

    /** Whether there may be something to move; one request to the file system. */
    boolean isEmpty() {
        synchronized (mine) {
            if (!mine.isEmpty()) {
                return false;
            }
        }
        try {
            return !Files.exists(file) || Files.size(file) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** A future entry, and the key that will sign it. */
    private record Unsigned(Access access, SigningKey key) {}

    /** Adds an entry, which is on disk when this returns. */
    void append(Access access, SigningKey key) {
        appending.add(new Unsigned(access, key));
    }

    private List<Access> appended(List<Unsigned> entries) {
        List<Access> accesses = entries.stream().map(Unsigned::access).toList();
        locked(channel -> {
            String before = text(channel);
            List<String> lines = before.lines().toList();
            // Starts a new line after a truncated one.
            StringBuilder added = new StringBuilder(before.isEmpty() || before.endsWith("\n") ? "" : "\n");
            String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
            String previous = lines.isEmpty() ? FIRST : hash(last);
            long number = number(last, lines.size());
            for (Unsigned entry : entries) {
                String line = line(entry, ++number, previous);
                added.append(line).append('\n');
                previous = hash(line);
            }
            append(channel, added.toString());
            synchronized (mine) {
                mine.addAll(accesses);
            }
        });
        return accesses;
    }

    private static String line(Unsigned entry, long number, String previous) {
        String signed = signedText(number, entry.access(), previous);
        DetachedSignature signature = entry.key().sign(FORM + "\n" + signed);
        return signed + "\t" + signature.key() + "\t" + signature.value();
    }

    /**
     * Moves all entries to the access log, then empties the file. A damaged journal is copied first.
     *
     * @param merging commits the entries, or throws; then nothing is emptied
     */
    void drain(Keyring keys, Consumer<Content> merging) {
        locked(channel -> {
            List<String> lines = text(channel).lines().toList();
            List<Access> own = own();
            Content content = content(lines, own, keys);
            if (content.kept().isPresent()) {
                copy(lines, content.kept().get());
            }
            merging.accept(content);
            channel.truncate(0);
            channel.force(true);
            synchronized (mine) {
                mine.removeAll(own);
            }
        });
    }

    private List<Access> own() {
        synchronized (mine) {
            return List.copyOf(mine);
        }
    }

    private static Content content(List<String> lines, List<Access> own, Keyring keys) {
        List<Access> entries = new ArrayList<>();
        int damaged = 0;
        boolean sound = true;
        long before = 0;
        String previous = FIRST;
        for (String line : lines) {
            Optional<Access> entry = entry(line, keys);
            // After a changed line every hash differs; it is counted once.
            boolean follows = !sound || (number(line, 0) == before + 1 && line.contains("\t" + previous + "\t"));
            damaged += entry.isPresent() && follows ? 0 : 1;
            entry.ifPresent(entries::add);
            sound = entry.isPresent();
            before = number(line, before + 1);
            previous = hash(line);
        }
        return new Content(
                List.copyOf(entries), own, damaged, damaged == 0 ? Optional.empty() : Optional.of(copyName(lines)));
    }

    /** The number at the start of a line. */
    private static long number(String line, long otherwise) {
        try {
            return Long.parseLong(line.substring(0, Math.max(0, line.indexOf('\t'))));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** The same for the same lines, so that only one copy is made however often it is tried. */
    private static String copyName(List<String> lines) {
        return FILE + "." + hash(String.join("\n", lines)).substring(0, COPY_DIGITS) + ".damaged";
    }

    /** From memory: opening the file once more would release its lock. */
    private void copy(List<String> lines, String name) throws IOException {
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel copy = FileModes.PRIVATE.open(
                file.resolveSibling(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            copy.truncate(0);
            write(copy, text);
        }
    }

    private static Optional<Access> entry(String line, Keyring keys) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        String signed = String.join("\t", List.of(fields).subList(0, SIGNED_FIELDS));
        if (!keys.holds(FORM + "\n" + signed, new DetachedSignature(fields[7], fields[8]))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Access(
                    Instant.parse(fields[1]),
                    read(fields[2]).orElse(""),
                    read(fields[3]).orElse(""),
                    read(fields[4]),
                    read(fields[5])));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String signedText(long number, Access access, String previous) {
        return String.join(
                "\t",
                Long.toString(number),
                access.at().toString(),
                written(Optional.of(access.by())),
                written(Optional.of(access.command())),
                written(access.subjectHmac()),
                written(access.reason()),
                previous);
    }

    /** Without tabs and line terminators; prefixed, so that an empty text differs from none. */
    private static String written(Optional<String> text) {
        return text.map(some -> "=" + URLEncoder.encode(some, StandardCharsets.UTF_8))
                .orElse("");
    }

    private static Optional<String> read(String field) {
        return field.isEmpty()
                ? Optional.empty()
                : Optional.of(URLDecoder.decode(field.substring(1), StandardCharsets.UTF_8));
    }

    private static String hash(String line) {
        return Sha256.hex(line.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(FileChannel channel) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        channel.position(0);
        while (all.hasRemaining() && channel.read(all) >= 0) {
            // Continue with the next line.
        }
        return new String(all.array(), 0, all.position(), StandardCharsets.UTF_8);
    }

    /** All or nothing: a line truncated by a full disk would look like one that was tampered with. */
    private static void append(FileChannel channel, String lines) throws IOException {
        long before = channel.size();
        try {
            channel.position(before);
            write(channel, lines.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            channel.truncate(before);
            throw e;
        }
    }

    private static void write(FileChannel channel, byte[] text) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(text);
        while (left.hasRemaining()) {
            channel.write(left);
        }
        channel.force(true);
    }

    /** An action on the file while no other process has it locked. */
    @FunctionalInterface
    private interface Work {
        void with(FileChannel channel) throws IOException;
    }

    private void locked(Work work) {
        synchronized (TURN) {
            try (FileChannel channel = FileModes.PRIVATE.open(
                            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                work.with(channel);
            } catch (IOException e) {
                throw new Failure(
                        Failure.ErrorCategory.ENVIRONMENT,
                        "Cannot use " + file + ": " + Reasons.of(e)
                                + "; it contains accesses to personal data that must be logged",
                        e);
            }
        }
    }
}
