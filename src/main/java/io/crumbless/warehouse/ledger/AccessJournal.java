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
 * Accesses recorded while another process held the H2 file: {@code access-journal} in the control folder. They move to the access
 * log as soon as somebody opens the database. An entry is one line: its number, what the access log is to hold,
 * the hash of the line before, and a signature over all of that, so that a changed, missing or added line is noticed. Lines missing
 * at the end are noticed by the process that wrote them, which still has them in memory. A line that a kill cut short belongs to an
 * access whose result was never shown.
 */
final class AccessJournal {
    static final String FILE = "access-journal";

    private static final String FORM = "crumbless-access-journal/1";
    private static final String FIRST = "-";
    private static final int SIGNED_FIELDS = 7;
    private static final int FIELDS = 9;
    private static final int COPY_DIGITS = 12;

    /** Within a process: the operating system's lock is of the process as a whole. */
    private static final Object TURN = new Object();

    private final Path file;
    private final List<Access> mine = new ArrayList<>();

    AccessJournal(Path folder) {
        this.file = folder.resolve(FILE);
    }

    /**
     * What is to move to the access log.
     *
     * @param entries those whose signature holds, in order
     * @param own those that this process wrote and has not moved yet, whether the file still holds them or not
     * @param kept name of the copy that is kept of a damaged journal; empty where nothing is damaged
     * @param damaged lines that are not as they were written, or do not follow on the line before
     */
    record Content(List<Access> entries, List<Access> own, int damaged, Optional<String> kept) {}

    /** Whether there may be something to merge; asks the file system once. */
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

    /** Adds an entry, which is on disk when this returns. */
    void append(Access access, SigningKey key) {
        locked(channel -> {
            List<String> lines = wholeLines(channel);
            String previous = lines.isEmpty() ? FIRST : hash(lines.get(lines.size() - 1));
            String signed = signedText(lines.size() + 1L, access, previous);
            DetachedSignature signature = key.sign(FORM + "\n" + signed);
            String line = signed + "\t" + signature.key() + "\t" + signature.value() + "\n";
            write(channel, ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            synchronized (mine) {
                mine.add(access);
            }
        });
    }

    /**
     * Moves all entries to the access log, then empties the file. A damaged journal is copied first.
     *
     * @param merging commits the entries, or throws; then nothing is emptied
     */
    void drain(Keyring keys, Consumer<Content> merging) {
        locked(channel -> {
            List<String> lines = wholeLines(channel);
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
        String previous = FIRST;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Optional<Access> entry = entry(line, keys);
            // Behind a changed line every hash differs; that line is counted once.
            boolean follows = !sound || follows(line, i + 1L, previous);
            damaged += entry.isPresent() && follows ? 0 : 1;
            entry.ifPresent(entries::add);
            sound = entry.isPresent();
            previous = hash(line);
        }
        return new Content(
                List.copyOf(entries), own, damaged, damaged == 0 ? Optional.empty() : Optional.of(copyName(lines)));
    }

    private static boolean follows(String line, long number, String previous) {
        return line.startsWith(number + "\t") && line.contains("\t" + previous + "\t");
    }

    /** The same for the same lines, so that a copy is made once however often it is tried. */
    private static String copyName(List<String> lines) {
        return FILE + "." + hash(String.join("\n", lines)).substring(0, COPY_DIGITS) + ".damaged";
    }

    /** From what was read: opening the file once more would give up its lock. */
    private void copy(List<String> lines, String name) throws IOException {
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel copy = FileModes.PRIVATE.open(
                file.resolveSibling(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            copy.truncate(0);
            write(copy, ByteBuffer.wrap(text));
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

    /** Without tabs and line ends; with a mark before it, so that an empty text is not none. */
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

    /** The lines that end; what a kill cut short behind them is taken off. */
    private static List<String> wholeLines(FileChannel channel) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        channel.position(0);
        while (all.hasRemaining() && channel.read(all) >= 0) {
            // Goes on.
        }
        String text = new String(all.array(), 0, all.position(), StandardCharsets.UTF_8);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
        return whole.lines().toList();
    }

    private static void write(FileChannel channel, ByteBuffer line) throws IOException {
        channel.position(channel.size());
        while (line.hasRemaining()) {
            channel.write(line);
        }
        channel.force(true);
    }

    /** What is done with the file while nobody else has it. */
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
                                + "; it holds accesses to personal data that are to be logged",
                        e);
            }
        }
    }
}
