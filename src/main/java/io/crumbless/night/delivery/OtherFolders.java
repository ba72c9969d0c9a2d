package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.KeyWatch;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares the columns of a file with the partition folders of the same names: if {@code country=DE/} contains a record with
 * {@code FR} in its own column {@code country}, one of the two is wrong. The column counts, so somebody must be informed.
 *
 * <p>Letter case, blanks and ways to write a number ({@code 01}, {@code 1}) or a day ({@code 20261122}) make no
 * difference. Times are not compared: such a folder is usually the day of the delivery.
 */
final class OtherFolders implements RowSink {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,30}([.][0-9]{1,30})?");

    private static final Pattern DAY = Pattern.compile("([0-9]{4})-?([0-9]{2})-?([0-9]{2})");

    private final RowSink sink;
    private final Differing differing;
    private final List<String> names;
    private final @Nullable String[] ofFolders;

    /** Receives each record that differs from a folder of its file, before the record itself. */
    interface Differing {
        /**
         * @param column number of the column in the mapping
         * @param name name of the column in the source
         * @param ofFolder value of the folder
         * @param ofRecord value of the record; null if it has none
         */
        void differs(long position, int column, String name, String ofFolder, @Nullable String ofRecord);
    }

    private OtherFolders(RowSink sink, Differing differing, List<String> names, @Nullable String[] ofFolders) {
        this.sink = sink;
        this.differing = differing;
        this.names = names;
        this.ofFolders = ofFolders;
    }

    /** The sink itself if no folder of the file has the name of a column, or if differences are intended. */
    static RowSink around(RowSink sink, FileEntry file, ColumnMapping columns, Differing differing) {
        List<String> names = columns.deliveredNames();
        @Nullable String[] ofFolders = FoldersOfFile.of(file, columns).values(names);
        for (int i = 0; i < ofFolders.length; i++) {
            if (columns.columns().get(i).name().endsWith("_at")) {
                ofFolders[i] = null;
            }
        }
        boolean none = columns.allowed().meant().contains(AsDelivered.OTHER_FOLDERS)
                || Arrays.stream(ofFolders).allMatch(Objects::isNull);
        return none ? sink : new OtherFolders(sink, differing, names, ofFolders);
    }

    /** What to say about a record that cannot be ignored. */
    static String message(String column) {
        return "its column '" + column + "' contradicts the folder '" + column
                + "=...' of its file (as-delivered: [" + AsDelivered.OTHER_FOLDERS.word()
                + "] says that the column is right)";
    }

    private void compare(long position, @Nullable String[] texts) {
        for (int i = 0; i < ofFolders.length; i++) {
            String ofFolder = ofFolders[i];
            if (ofFolder != null && !isSame(ofFolder, texts[i])) {
                differing.differs(position, i, names.get(i), ofFolder, texts[i]);
            }
        }
    }

    /** Whether two texts are the same word, number or day. */
    static boolean isSame(String ofFolder, @Nullable String ofRecord) {
        String one = WordMap.plain(ofFolder);
        String other = ofRecord == null ? "" : WordMap.plain(ofRecord);
        return one.equals(other) || isSameNumber(one, other) || isSameDay(one, other);
    }

    private static boolean isSameNumber(String one, String other) {
        return NUMBER.matcher(one).matches()
                && NUMBER.matcher(other).matches()
                && new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    }

    private static boolean isSameDay(String one, String other) {
        return DAY.matcher(one).matches()
                && DAY.matcher(other).matches()
                && DAY.matcher(one)
                        .replaceAll("$1$2$3")
                        .equals(DAY.matcher(other).replaceAll("$1$2$3"));
    }

    @Override
    public void row(long position, @Nullable String[] texts) {
        compare(position, texts);
        sink.row(position, texts);
    }

    @Override
    public void blank(long position, @Nullable String[] texts) {
        sink.blank(position, texts);
    }

    @Override
    public void malformed(long position, boolean mayWithdraw) {
        sink.malformed(position, mayWithdraw);
    }

    @Override
    public void misshapen(long position, @Nullable String[] texts, boolean mayWithdraw) {
        sink.misshapen(position, texts, mayWithdraw);
    }

    @Override
    public void noItems(long position, @Nullable String[] texts) {
        compare(position, texts);
        sink.noItems(position, texts);
    }

    @Override
    public void recordEnds() {
        sink.recordEnds();
    }

    @Override
    public void keys(KeyWatch watch) {
        sink.keys(watch);
    }

    @Override
    public void nothing() {
        sink.nothing();
    }
}
