package io.crumbless.columnar.parquet.write;

import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;

/**
 * The columns of part files of one schema, and the memory in which their values wait for the row group to end. It may serve
 * one file after another, which then need not allocate their memory again; never two at a time.
 */
public final class PartColumns {
    final TableSchema schema;
    final PartSettings settings;
    final MessageType message;
    final LeafWriter[] leaves;

    /** The struct a leaf is in, -1 for none. */
    final int[] structOf;

    /** Rows of each struct. */
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

    /** Forgets all rows, and what was learnt of values: the next file is written as if it were the first. */
    void beginFile() {
        for (LeafWriter leaf : leaves) {
            leaf.beginFile();
        }
        endRowGroup();
    }

    /** Forgets what the leaves of a struct have in common in a row group; call it when that ends. */
    void endRowGroup() {
        for (int struct = 0; struct < structs.length; struct++) {
            structs[struct].clear();
            levels[struct].clear();
        }
    }
}
