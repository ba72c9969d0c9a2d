package io.crumbless.night.delivery;

import io.crumbless.columnar.text.TextPart;
import java.util.ArrayList;
import java.util.List;

/** Notes, while a text file is counted, where it may be cut into parts of about one size. */
final class PartMarks {
    private final long partBytes;
    private final List<Mark> marks = new ArrayList<>();
    private long prefix = -1;
    private long next;

    /** A place between two records. */
    private record Mark(long at, long line) {}

    PartMarks(long partBytes) {
        this.partBytes = partBytes;
        this.next = partBytes;
    }

    /** States how many bytes at the start every part needs; before that the file is not cut. */
    void prefix(long bytes) {
        prefix = bytes;
    }

    boolean knowsPrefix() {
        return prefix >= 0;
    }

    /** Whether a place this far is wanted. */
    boolean wants(long at) {
        return at >= next && prefix >= 0;
    }

    /** Reports a place between two records, behind a line feed. */
    void mark(long at, long line) {
        marks.add(new Mark(at, line));
        next = at + partBytes;
    }

    /** @param length of the file, in bytes */
    List<TextPart> parts(long length) {
        List<TextPart> parts = new ArrayList<>();
        Mark start = new Mark(0, 1);
        for (Mark mark : marks) {
            if (mark.at() < length) {
                parts.add(new TextPart(prefix, start.at(), mark.at(), start.line(), mark.line()));
                start = mark;
            }
        }
        parts.add(
                parts.isEmpty()
                        ? TextPart.WHOLE
                        : new TextPart(prefix, start.at(), Long.MAX_VALUE, start.line(), Long.MAX_VALUE));
        return parts;
    }
}
