import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.hive.ql.parse.ASTNode;
import org.apache.hadoop.hive.ql.parse.ParseDriver;

/** Has Hive parse a file of statements, with its variables put in place as its shell does, and prints what each statement is. */
public final class ParseViews {
    public static void main(String[] args) throws Exception {
        String warehouse = "";
        for (String statement : Files.readString(Path.of(args[0])).split(";\n")) {
            String text = statement.strip();
            if (text.startsWith("SET hivevar:warehouse=")) {
                // The shell's, not the parser's.
                warehouse = text.substring(text.indexOf('=') + 1);
            } else if (!text.isEmpty()) {
                ASTNode parsed = new ParseDriver().parse(text.replace("${hivevar:warehouse}", warehouse));
                System.out.println(rootOf(parsed).getText());
            }
        }
    }

    private static ASTNode rootOf(ASTNode parsed) {
        return parsed.getToken() == null ? rootOf((ASTNode) parsed.getChild(0)) : parsed;
    }
}
