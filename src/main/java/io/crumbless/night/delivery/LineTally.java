package io.crumbless.night.delivery;

/** Counts the lines of a text that are not blank, a buffer at a time. */
final class LineTally {
    private long line = 1;
    private long lines;
    private boolean blank = true;

    /**
     * Counts bytes of a text in UTF-8.
     *
     * @param at position of the buffer in the file
     * @param marks receives places between two lines
     */
    void take(byte[] buffer, int length, long at, PartMarks marks) {
        for (int i = 0; i < length; i++) {
            next(buffer[i]);
            if (buffer[i] == '\n' && marks.wants(at + i + 1)) {
                marks.mark(at + i + 1, line);
            }
        }
    }

    void take(char[] buffer, int length) {
        for (int i = 0; i < length; i++) {
            next(buffer[i]);
        }
    }

    private void next(int c) {
        if (c == '\n') {
            blank = true;
            line++;
        } else if (blank && c != ' ' && c != '\t' && c != '\r') {
            blank = false;
            lines++;
        }
    }

    long lines() {
        return lines;
    }

    /** The last line, from 1, if it is neither terminated nor blank; otherwise 0. */
    long openLine() {
        return blank ? 0 : line;
    }
}
