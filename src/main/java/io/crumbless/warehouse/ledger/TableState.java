package io.crumbless.warehouse.ledger;

/**
 * The signed state of a protected table.
 *
 * @param table its word, {@link ProtectedTable#word}
 * @param revision how often it was signed
 */
public record TableState(String table, long revision, Content content) {
    /**
     * The content of a table.
     *
     * @param entries number of its rows; for the access log, that of its last entry
     * @param chain hash of the immutable part of its rows, in the order in which they were added; empty if there is
     *     none
     * @param sha256 hash of the entire content
     */
    public record Content(long entries, String chain, String sha256) {}

    /** The text that is signed. */
    String signedText() {
        return "crumbless ledger\n" + table + "\n" + revision + "\n" + content.entries() + "\n" + content.chain() + "\n"
                + content.sha256() + "\n";
    }
}
