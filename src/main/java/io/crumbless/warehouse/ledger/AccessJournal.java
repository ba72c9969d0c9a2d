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
 * Looks that were recorded while another process held the H2 file: {@code access-journal} in the control folder, from which they
 * enter the access log as soon as somebody opens the database. An entry is one line: its number, what the access log is to hold,
 * the hash of the line before, and a signature over all of that, so that an entry changed, taken out or put in shows. What is taken
 * from the end shows to the process that wrote it. A line that a kill cut short is of a look that was never shown.
 */
final class AccessJournal {
    static final String FILE = "access-journal";

    private static final String FORM = "crumbless-access-journal/1";
    private static final String FIRST = "-";
    private static final int SIGNED_FIELDS = 7;
    private static final int FIELDS = 9;

    /** Within a process: the operating system's lock is of the process as a whole. */
    private static final Object TURN = new Object();

    private final Path file;
    private final List<Access> mine = new ArrayList<>();

    AccessJournal(Path folder) {
        this.file = folder.resolve(FILE);
    }

    /**
     * What is to enter the access log.
     *
     * @param entries those that are as they were written, in order
     * @param damaged lines behind them, the first of which is not as it was written or does not follow
     */
    record Content(List<Access> entries, int damaged) {}

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
     * Has all entries taken over, then empties the file; with damaged lines it is kept under another name.
     *
     * @param merging commits them, or throws
     */
    void drain(Keyring keys, Consumer<Content> merging) {
        locked(channel -> {
            List<String> lines = wholeLines(channel);
            Content content = content(lines, keys);
            merging.accept(content);
            if (content.damaged() > 0) {
                Files.copy(file, file.resolveSibling(FILE + "." + System.currentTimeMillis() + ".damaged"));
            }
            channel.truncate(0);
            channel.force(true);
        });
    }

    /** What this process wrote since it asked last. */
    List<Access> written() {
        synchronized (mine) {
            List<Access> written = List.copyOf(mine);
            mine.clear();
            return written;
        }
    }

    private static Content content(List<String> lines, Keyring keys) {
        List<Access> entries = new ArrayList<>();
        String previous = FIRST;
        for (String line : lines) {
            Optional<Access> entry = entry(line, entries.size() + 1L, previous, keys);
            if (entry.isEmpty()) {
                break;
            }
            entries.add(entry.get());
            previous = hash(line);
        }
        return new Content(List.copyOf(entries), lines.size() - entries.size());
    }

    private static Optional<Access> entry(String line, long number, String previous, Keyring keys) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS || !fields[0].equals(Long.toString(number)) || !fields[6].equals(previous)) {
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
                                + "; it holds looks at people that enter the access log",
                        e);
            }
        }
    }
}
