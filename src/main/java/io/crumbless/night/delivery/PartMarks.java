package io.crumbless.night.delivery;

import io.crumbless.columnar.text.TextPart;
import java.util.ArrayList;
import java.util.List;

/** Collects positions at which a text file can be split into parts of similar size, while its records are counted. */
final class PartMarks {
    private final long partBytes;
    private final List<Mark> marks = new ArrayList<>();
    private long prefix = -1;
    private long next;

    /** A position between two records. */
    private record Mark(long at, long line) {}

    PartMarks(long partBytes) {
        this.partBytes = partBytes;
        this.next = partBytes;
    }

    /** Sets the number of bytes at the start that every part needs; the file is not split before that. */
    void prefix(long bytes) {
        prefix = bytes;
    }

    boolean knowsPrefix() {
        return prefix >= 0;
    }

    /** Whether a position at this offset is needed. */
    boolean wants(long at) {
        return at >= next && prefix >= 0;
    }

    /** Adds a position between two records, after a line feed. */
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
