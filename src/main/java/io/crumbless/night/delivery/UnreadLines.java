package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.Malformed;
import io.crumbless.columnar.text.UnpackedInput;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Hands on the malformed records of a text file, each once it is known on which line the next begins, with the answer
 * whether one of its lines holds a withdrawal's word. The file is opened a second time for that, and only if there is a
 * malformed record at all.
 */
final class UnreadLines implements Closeable {
    private final FileEntry file;
    private final Charset encoding;
    private final boolean endAtCarriageReturn;
    private final ActionWords actions;
    private final RowSink sink;
    private long pending;

    /** Whether the record may be what is left of one, where the file was cut short. */
    private boolean mayBeCut;

    private @Nullable SecondLook look;

    UnreadLines(FileEntry file, Charset encoding, boolean endAtCarriageReturn, ActionWords actions, RowSink sink) {
        this.file = file;
        this.encoding = encoding;
        this.endAtCarriageReturn = endAtCarriageReturn;
        this.actions = actions;
        this.sink = sink;
    }

    /** Notes that the record on this line is malformed; the reason is null where its values cannot be read. */
    void malformed(long line, @Nullable Malformed reason) {
        pending = line;
        mayBeCut = reason != null && reason.mayBeCut();
    }

    /** Hands on the malformed record before this line, if there is one. */
    void passTo(long nextLine) throws IOException {
        if (pending > 0) {
            long line = pending;
            pending = 0;
            if (look == null) {
                look = new SecondLook(
                        DecodedText.reader(new BufferedInputStream(UnpackedInput.open(file.location())), encoding),
                        endAtCarriageReturn,
                        actions);
            }
            sink.malformed(line, look.mayWithdraw(line, nextLine, mayBeCut));
        }
    }

    @Override
    public void close() throws IOException {
        if (look != null) {
            look.close();
        }
    }
}
