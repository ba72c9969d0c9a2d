package io.crumbless.columnar.parquet.write;

import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;

/**
 * The columns of part files of one schema, and the memory in which their values wait for the end of the row group. Can
 * be reused for several files, one after the other, to avoid allocating that memory again.
 */
public final class PartColumns {
    final TableSchema schema;
    final PartSettings settings;
    final MessageType message;
    final LeafWriter[] leaves;

    /** The struct of each leaf, -1 if it is in none. */
    final int[] structOf;

    /** Rows in which each struct is present. */
    final Validity[] structs;

    private final StructLevels[] levels;

    public PartColumns(TableSchema schema, PartSettings settings) {
        this.schema = schema;
        this.settings = settings;
        this.message = schema.message();
        this.leaves = new LeafWriter[message.getColumns().size()];
        this.structOf = new int[leaves.length];
        this.structs = new Validity[schema.structs().size()];
        this.levels = new StructLevels[structs.length];
        createLeaves();
    }

    private void createLeaves() {
        List<ColumnDescriptor> descriptors = message.getColumns();
        List<String> paths = schema.paths();
        int leaf = 0;
        int struct = 0;
        for (Field field : schema.fields()) {
            if (field instanceof Column column) {
                structOf[leaf] = -1;
                leaves[leaf] = new LeafWriter(paths.get(leaf), column, descriptors.get(leaf), null, null, settings);
                leaf++;
            } else if (field instanceof Struct group) {
                structs[struct] = new Validity();
                levels[struct] = new StructLevels();
                for (Column column : group.columns()) {
                    structOf[leaf] = struct;
                    leaves[leaf] = new LeafWriter(
                            paths.get(leaf), column, descriptors.get(leaf), structs[struct], levels[struct], settings);
                    leaf++;
                }
                struct++;
            }
        }
    }

    /** Discards all rows and statistics of values: the next file is written as if it were the first. */
    void beginFile() {
        for (LeafWriter leaf : leaves) {
            leaf.beginFile();
        }
        endRowGroup();
    }

    /** Discards the shared levels of structs; must be called when a row group ends. */
    void endRowGroup() {
        for (int struct = 0; struct < structs.length; struct++) {
            structs[struct].clear();
            levels[struct].clear();
        }
    }
}
