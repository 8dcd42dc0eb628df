namespace Commerce.Api.Tests.Import;

/// <summary>Files as shops export them.</summary>
internal static class Exports
{
    /// <summary>A shirt in three variants with one picture more, a book without options, a course that is not shipped:
    /// nine rows with the columns of a full export.</summary>
    public const string Shop = """
        Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option1 Linked To,Option2 Name,Option2 Value,Option2 Linked To,Option3 Name,Option3 Value,Option3 Linked To,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Fulfillment Service,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Image Position,Image Alt Text,Gift Card,SEO Title,SEO Description,Google Shopping / Google Product Category,Variant Image,Variant Weight Unit,Variant Tax Code,Cost per item,Included / United States,Status
        harbour-shirt,Harbour Shirt,"<p>Washed cotton, cut wide.</p>
        <ul>
          <li>Collar that stands on its own</li>
          <li>Buttons of ""river"" shell</li>
        </ul>",Northmoor Mill,Apparel & Accessories > Clothing > Clothing Tops > Shirts,Shirts,"cotton, summer",true,Colour,Blue,,Size,Small,,,,,HARBOUR-BLUE-S,453.59237,shopify,4,deny,manual,49.90,59.90,true,true,'0036000291452,https://cdn.shop.example/harbour-1.jpg,1,Front,false,Harbour Shirt | Northmoor,A wide shirt for long evenings.,212,,kg,,12.00,true,active
        harbour-shirt,,,,,,,,,Blue,,,Large,,,,,HARBOUR-BLUE-L,460,shopify,0,continue,manual,49.90,,true,true,,https://cdn.shop.example/harbour-2.jpg,2,Back,,,,,,kg,,12.00,,
        harbour-shirt,,,,,,,,,Sand,,,Large,,,,,,460,shopify,-2,deny,manual,54,,true,true,,,,,,,,,,kg,,12.00,,
        harbour-shirt,,,,,,,,,,,,,,,,,,,,,,,,,,,,https://cdn.shop.example/harbour-3.jpg,3,Detail,,,,,,,,,,
        low-tide,Low Tide,<p>A novel in nine walks.</p>,Ninth Lamp Books,,Books > Fiction > Novels > Short,"novel, sea",true,Title,Default Title,,,,,,,,978-LOW-TIDE,310,shopify,12,deny,manual,18.50,,true,true,'9780306406157,,,,false,,,,,g,,,true,active
        low-tide,,,,,,,,,,,,,,,,,,,,,,,,,,,,https://cdn.shop.example/low-tide.jpg,1,,,,,,,,,,,
        ink-course,"Ink, Slowly",<p>Six evenings of line.</p>,Northmoor School,,Courses,drawing,false,Title,Default Title,,,,,,,,,0.0,,0,deny,manual,120.00,,false,true,,,,,false,,,,,kg,,,true,active
        old-atlas,Old Atlas,,,,,,false,Title,Default Title,,,,,,,,OLD-ATLAS,900,shopify,1,deny,manual,35.00,,true,true,,,,,false,,,,,kg,,,,draft
        voucher,Gift Voucher,,,,,,true,Value,25,,,,,,,,VOUCHER-25,0,,,deny,gift_card,25.00,,false,false,,,,,true,,,,,kg,,,,active
        """;
}
