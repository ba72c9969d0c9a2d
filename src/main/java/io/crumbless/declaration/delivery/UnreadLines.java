package io.crumbless.declaration.delivery;

import io.crumbless.storage.FileEntry;
import io.crumbless.storage.Storage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Hands on the malformed records of a text file, each once it is known on which line the next begins, with the answer
 * whether one of its lines holds a withdrawal's word. The file is read a second time for that, as plain lines, and only
 * if there is a malformed record at all.
 */
final class UnreadLines {
    private final FileEntry file;
    private final Charset encoding;
    private final boolean endAtCarriageReturn;
    private final RowSink sink;
    private long pending;
    private @Nullable BitSet suspicious;

    UnreadLines(FileEntry file, Charset encoding, boolean endAtCarriageReturn, RowSink sink) {
        this.file = file;
        this.encoding = encoding;
        this.endAtCarriageReturn = endAtCarriageReturn;
        this.sink = sink;
    }

    /** Notes that the record on this line is malformed. */
    void malformed(long line) {
        pending = line;
    }

    /** Hands on the malformed record before this line, if there is one. */
    void passTo(long nextLine) throws IOException {
        if (pending > 0) {
            long line = pending;
            pending = 0;
            BitSet lines = suspicious();
            int next = lines.nextSetBit(Math.toIntExact(line));
            sink.malformed(line, next >= 0 && next < Math.max(nextLine, line + 1));
        }
    }

    private BitSet suspicious() throws IOException {
        if (suspicious == null) {
            try (InputStream in =
                    new BufferedInputStream(Storage.of(file.location()).open(file.location()))) {
                suspicious = WithdrawalWords.lines(DecodedText.reader(in, encoding), endAtCarriageReturn);
            }
        }
        return suspicious;
    }
}
