package io.crumbless.warehouse.ledger;

/**
 * The signed state of a protected table.
 *
 * @param table its word, {@link ProtectedTable#word}
 * @param revision how often it was signed
 */
public record TableState(String table, long revision, Content content) {
    /**
     * What a table holds.
     *
     * @param entries number of its rows; of the access log, that of its last entry
     * @param chain hash of what never changes of its rows, in the order they were added; empty where none is kept
     * @param sha256 of all of it
     */
    public record Content(long entries, String chain, String sha256) {}

    /** What is signed. */
    String signedText() {
        return "crumbless ledger\n" + table + "\n" + revision + "\n" + content.entries() + "\n" + content.chain() + "\n"
                + content.sha256() + "\n";
    }
}
