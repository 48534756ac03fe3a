/// JSON-RPC 2.0 over a byte stream. Knows nothing of articles.
public enum RPCCore {}
