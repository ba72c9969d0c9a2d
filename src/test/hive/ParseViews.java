import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.hive.ql.parse.ASTNode;
import org.apache.hadoop.hive.ql.parse.ParseDriver;

/** Has Hive parse a file of statements, without comments and with its variable put in place as its shell does; prints what each is. */
public final class ParseViews {
    public static void main(String[] args) throws Exception {
        String warehouse = "";
        for (String statement : Files.readString(Path.of(args[0])).split(";\n")) {
            String text = statement.replaceAll("(?m)^--.*$", "").strip();
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
