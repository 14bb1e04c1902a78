namespace LeadFunctions.UseCases.Ports;

/// <summary>The store could not do it (disk full, read-only, shutting down); nothing was applied. A 503 with Retry-After.</summary>
public class StorageException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>What is stored is not what was written; it is never served. Restore a backup.</summary>
public sealed class CorruptStoreException(string message, Exception? cause = null) : StorageException(message, cause);

/// <summary>Another process has the store open.</summary>
public sealed class StoreInUseException(string message) : StorageException(message);

/// <summary>The search would take longer than a search may; narrow it. A 422.</summary>
public sealed class SearchTooBroadException() : Exception("The search takes too long; narrow it.");
