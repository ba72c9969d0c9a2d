package io.crumbless.legal;

/** Text laid out for reading: labels to the left, sentences beside them, wrapped. */
final class Page {
    private static final int WIDTH = 100;
    private static final int MARGIN = 2;

    private final StringBuilder text = new StringBuilder();
    private final int labelWidth;

    /** @param labelWidth letters of the longest label */
    Page(int labelWidth) {
        this.labelWidth = labelWidth;
    }

    /** Begins a new block with a line of its own. */
    void head(String line) {
        if (text.length() > 0) {
            text.append('\n');
        }
        wrap("", 0, line);
    }

    /** A sentence at the margin. */
    void line(String sentence) {
        wrap(" ".repeat(MARGIN), MARGIN, sentence);
    }

    /** A sentence further in, that belongs to the one above. */
    void below(String sentence) {
        wrap(" ".repeat(2 * MARGIN), 2 * MARGIN, sentence);
    }

    /** A labelled sentence; without label it continues the one above. */
    void labelled(String label, String sentence) {
        int indent = MARGIN + labelWidth + MARGIN;
        String start = " ".repeat(MARGIN) + label;
        wrap(start + " ".repeat(indent - start.length()), indent, sentence);
    }

    private void wrap(String start, int indent, String sentence) {
        StringBuilder line = new StringBuilder(start);
        boolean empty = true;
        for (String word : sentence.strip().split("\\s+")) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder(" ".repeat(indent));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
