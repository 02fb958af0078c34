<?xml version="1.0" encoding="UTF-8"?>
<!-- What of a record can be searched: the places of MARC that a library's system looks into. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:m="http://www.loc.gov/MARC21/slim" xmlns:z="http://indexdata.com/zebra-2.0"
                exclude-result-prefixes="m">
  <xsl:template match="text()"/>
  <xsl:template match="m:record">
    <z:record z:id="{m:controlfield[@tag='001']}">
      <xsl:apply-templates/>
    </z:record>
  </xsl:template>
  <xsl:template match="m:controlfield[@tag='001']">
    <z:index name="Local-number:w Local-number:p"><xsl:value-of select="."/></z:index>
  </xsl:template>
  <xsl:template match="m:controlfield[@tag='008']">
    <z:index name="Code-language:w"><xsl:value-of select="substring(., 36, 3)"/></z:index>
    <z:index name="Code-audience:w"><xsl:value-of select="substring(., 23, 1)"/></z:index>
    <z:index name="Date-of-publication:w"><xsl:value-of select="substring(., 8, 4)"/></z:index>
  </xsl:template>
  <xsl:template match="m:datafield">
    <z:index name="Any:w"><xsl:call-template name="words"/></z:index>
    <xsl:choose>
      <xsl:when test="@tag='245' or @tag='246' or @tag='240'">
        <z:index name="Title:w Title:p"><xsl:call-template name="words"/></z:index>
      </xsl:when>
      <xsl:when test="@tag='100' or @tag='110' or @tag='700' or @tag='710' or @tag='720'">
        <z:index name="Author:w"><xsl:call-template name="words"/></z:index>
      </xsl:when>
      <xsl:when test="starts-with(@tag, '65')">
        <z:index name="Subject-heading:w"><xsl:call-template name="words"/></z:index>
      </xsl:when>
      <xsl:when test="@tag='521' or @tag='385'">
        <z:index name="Audience:w"><xsl:call-template name="words"/></z:index>
      </xsl:when>
      <xsl:when test="@tag='856'">
        <xsl:for-each select="m:subfield[@code='u']">
          <z:index name="Address:u"><xsl:value-of select="."/></z:index>
        </xsl:for-each>
        <z:index name="Access:w"><xsl:value-of select="m:subfield[@code='7']"/></z:index>
      </xsl:when>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="words">
    <xsl:for-each select="m:subfield[not(number(@code) = number(@code))]">
      <xsl:value-of select="."/><xsl:text> </xsl:text>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
