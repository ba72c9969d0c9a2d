package io.crumbless.night.publish;

import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.merge.StatementBin;
import java.util.stream.LongStream;

/** Counts records in the books that were not admitted, as defined by guards and limits. */
public final class Unadmitted {
    private Unadmitted() {}

    /** Refused statements, as defined by the guard. */
    public static long refused(Books books) {
        return books.lines().stream()
                .filter(line -> line.account().unit() == Unit.STATEMENTS)
                .flatMapToLong(Unadmitted::refused)
                .sum();
    }

    private static LongStream refused(Books.Line line) {
        return line.bins().entrySet().stream()
                .filter(bin -> bin.getKey().startsWith("refused:"))
                // A source that still delivers erased people does no harm, and is not deteriorating.
                .filter(bin -> !bin.getKey().equals(StatementBin.refused(Refusal.SUBJECT_ERASED)))
                .mapToLong(bin -> bin.getValue());
    }

    /** Number of statements of a source if none was admitted; otherwise 0. */
    public static long allRefused(Books.Line line) {
        boolean statements = line.account().unit() == Unit.STATEMENTS;
        return statements && line.counted() > 0 && refused(line).sum() == line.counted() ? line.counted() : 0;
    }

    /** Records of one account that do not have the shape of their file. */
    public static long unread(Books.Line line) {
        return line.bins().entrySet().stream()
                .filter(bin -> isUnread(bin.getKey()))
                .mapToLong(bin -> bin.getValue())
                .sum();
    }

    static boolean isUnread(String bin) {
        return bin.equals(StatementBin.refused(Refusal.MALFORMED)) || bin.startsWith("quarantined:");
    }
}
