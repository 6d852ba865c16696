namespace Personalization.Tools.Demo;

/// <summary>
/// What a shopper is after for a week: first one kind of product and a short list of it, looked at again and again, later what goes with
/// it. It follows from the seed, the shopper and the week alone, so that a day of traffic can be made without the days before it.
/// </summary>
/// <param name="Kind">The kind wanted, a place in <see cref="Assortment.Kinds"/>.</param>
/// <param name="ShortList">The products that the shopper wavers between; may be empty.</param>
/// <param name="Day">How many days the plan is old, 0 to 6.</param>
internal readonly record struct ShoppingPlan(int Kind, int[] ShortList, int Day)
{
    private const int Days = 7;

    /// <summary>Whether the shopper has turned to what goes with the wanted product.</summary>
    public bool IsComplementing => Day >= 4 && Assortment.GoesWith[Kind].Length > 0;

    /// <summary>The plan that a shopper follows at a time.</summary>
    public static ShoppingPlan At(ulong seed, ShopperLiking liking, DemoShopper shopper, DateTimeOffset at)
    {
        var day = (long)Math.Floor((at - DateTimeOffset.UnixEpoch).TotalDays) + shopper.Index;
        var random = new SeededRandom(seed, 0x9A17 + (ulong)shopper.Index, (ulong)(day / Days));
        var kind = shopper.TasteAt(at.AddDays(-(day % Days)), ref random).Kind(ref random);
        var list = new int[4];
        var count = 0;
        for (var i = 0; i < list.Length; i++)
        {
            var product = liking.Choose(shopper, kind, at, ref random);
            if (product >= 0)
            {
                list[count++] = product;
            }
        }
        return new ShoppingPlan(kind, list[..count], (int)(day % Days));
    }
}
