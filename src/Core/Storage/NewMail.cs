using System.Data.Common;

namespace Sidecar.Storage;

/// <summary>What a transaction tells those who wait.</summary>
internal static class NewMail
{
    /// <summary>Rings the reader's bell when the transaction has been committed.</summary>
    public static void RingFor(this DbConnection db, string reader) => (db as StateConnection)?.HasMailFor(reader);
}
