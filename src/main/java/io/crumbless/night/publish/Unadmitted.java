package io.crumbless.night.publish;

import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.merge.StatementBin;
import java.util.stream.LongStream;

/** How many records of the books were not admitted, as guards and limits count them. */
public final class Unadmitted {
    private Unadmitted() {}

    /** Statements that did not pass the bar, as the guard counts them. */
    public static long refused(Books books) {
        return books.lines().stream()
                .filter(line -> line.account().unit() == Unit.STATEMENTS)
                .flatMapToLong(Unadmitted::refused)
                .sum();
    }

    private static LongStream refused(Books.Line line) {
        return line.bins().entrySet().stream()
                .filter(bin -> bin.getKey().startsWith("refused:"))
                // A source that still delivers people who were erased does no harm, and is not getting worse.
                .filter(bin -> !bin.getKey().equals(StatementBin.refused(Refusal.SUBJECT_ERASED)))
                .mapToLong(bin -> bin.getValue());
    }

    /** Of a source none of whose statements was admitted, how many that were; 0 of any other. */
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
