; Installs the folder that build.spec makes, for everybody on the PC. Data of the shop are never touched.
;
;   makensis -WX -INPUTCHARSET UTF8 -DVERSION=1.2.3 -DSOURCE=folder -DOUTPUT=setup.exe dealer-crm.nsi
;
; setup.exe /S [/D=C:\folder] and uninstall.exe /S ask nothing. End codes: 0 done, 1 given up, 2 failed or refused.

Unicode true
; The usual NSIS for Windows makes 32-bit installers only, Debian's makes both; the program is 64-bit either way.
!ifndef TARGET
    !if /FileExists "${NSISDIR}\Stubs\lzma_solid-amd64-unicode"
        !define TARGET amd64-unicode
    !else
        !define TARGET x86-unicode
    !endif
!endif
Target ${TARGET}
SetCompressor /SOLID lzma
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel admin
AllowSkipFiles off

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include x64.nsh
!include WinVer.nsh

!define KEY dealer-crm
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${KEY}"
!define PUBLISHER "The Dealer CRM authors"
!define PROGRAM dealer-crm.exe
!define CONSOLE dealer-crm-console.exe
!define PARTS _internal
!define ASIDE .before
!define GONE .gone
Var Replacing

Name "$(Title)"
OutFile "${OUTPUT}"
InstallDir "$PROGRAMFILES64\Dealer CRM"
BrandingText "Dealer CRM ${VERSION}"
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 ProductName "Dealer CRM"
VIAddVersionKey /LANG=0 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=0 FileVersion "${VERSION}"
VIAddVersionKey /LANG=0 FileDescription "Dealer CRM"
VIAddVersionKey /LANG=0 CompanyName "${PUBLISHER}"
VIAddVersionKey /LANG=0 LegalCopyright "MIT"

!define MUI_ICON ..\app.ico
!define MUI_UNICON ..\app.ico
!define MUI_ABORTWARNING
!define MUI_LANGDLL_REGISTRY_ROOT HKLM
!define MUI_LANGDLL_REGISTRY_KEY "${UNINSTALL}"
!define MUI_LANGDLL_REGISTRY_VALUENAME Language
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION StartAsUser
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(DataStay)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE ..\..\LICENSE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE SimpChinese
!insertmacro MUI_LANGUAGE English
!insertmacro MUI_RESERVEFILE_LANGDLL

!define CHINESE_NAME "经销商客户管家"
!define ENGLISH_NAME "Dealer CRM"
LangString Title ${LANG_SIMPCHINESE} "${CHINESE_NAME}"
LangString Title ${LANG_ENGLISH} "${ENGLISH_NAME}"
LangString Running ${LANG_SIMPCHINESE} "${CHINESE_NAME}正在运行。请先关闭它的窗口，再点“重试”。"
LangString Running ${LANG_ENGLISH} "${ENGLISH_NAME} is running. Close its window first, then choose Retry."
LangString Held ${LANG_SIMPCHINESE} "程序文件正被别的程序占用。请稍后再试，原来的版本没有改动。"
LangString Held ${LANG_ENGLISH} "Another program holds files of the program. Try again later; the version that is there was not changed."
LangString TooOld ${LANG_SIMPCHINESE} "需要 64 位的 Windows 10 或更新版本。"
LangString TooOld ${LANG_ENGLISH} "A 64-bit Windows 10 or newer is needed."
LangString DataStay ${LANG_SIMPCHINESE} "只删除程序。店里的数据在 %LOCALAPPDATA%\${KEY}，不会删除，以后重新安装还能接着用。"
LangString DataStay ${LANG_ENGLISH} "Only the program is removed. The data of the shop in %LOCALAPPDATA%\${KEY} stay, and are there again when it is installed again."

; A file that runs cannot be opened for writing: this sees the window, a command and the child of an import alike.
!macro REFUSE_WHILE_RUNNING FILE
    ${Do}
        ${IfNot} ${FileExists} "$INSTDIR\${FILE}"
            ${ExitDo}
        ${EndIf}
        ClearErrors
        FileOpen $0 "$INSTDIR\${FILE}" a
        ${IfNot} ${Errors}
            FileClose $0
            ${ExitDo}
        ${EndIf}
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" /SD IDCANCEL IDRETRY +3
        SetErrorLevel 2
        Quit
    ${Loop}
!macroend

!macro REFUSE_WHILE_ANY_RUNS
    !insertmacro REFUSE_WHILE_RUNNING "${PROGRAM}"
    !insertmacro REFUSE_WHILE_RUNNING "${CONSOLE}"
!macroend

; What an installation consists of; whatever else lies in the folder was put there by somebody else and stays.
!macro REMOVE_PROGRAM SUFFIX
    RMDir /r "$INSTDIR\${PARTS}${SUFFIX}"
    Delete "$INSTDIR\${PROGRAM}${SUFFIX}"
    Delete "$INSTDIR\${CONSOLE}${SUFFIX}"
!macroend

!macro PUT_BACK_FILE FILE
    ${If} ${FileExists} "$INSTDIR\${FILE}${ASIDE}"
        Delete "$INSTDIR\${FILE}"
        Rename "$INSTDIR\${FILE}${ASIDE}" "$INSTDIR\${FILE}"
    ${EndIf}
!macroend

; An upgrade counts from the moment at which the old parts lose their name; before that, the old version comes back.
!macro PUT_BACK
    ${If} ${FileExists} "$INSTDIR\${PARTS}${ASIDE}\*"
        RMDir /r "$INSTDIR\${PARTS}"
        Rename "$INSTDIR\${PARTS}${ASIDE}" "$INSTDIR\${PARTS}"
        !insertmacro PUT_BACK_FILE "${PROGRAM}"
        !insertmacro PUT_BACK_FILE "${CONSOLE}"
    ${EndIf}
!macroend

!macro SET_ASIDE
    Rename "$INSTDIR\${PARTS}" "$INSTDIR\${PARTS}${ASIDE}"
    ${If} ${FileExists} "$INSTDIR\${PARTS}\*"
        DetailPrint "$INSTDIR\${PARTS}"
        Abort "$(Held)"
    ${EndIf}
    StrCpy $Replacing yes
    Rename "$INSTDIR\${PROGRAM}" "$INSTDIR\${PROGRAM}${ASIDE}"
    Rename "$INSTDIR\${CONSOLE}" "$INSTDIR\${CONSOLE}${ASIDE}"
!macroend

!macro FORGET_ASIDE
    StrCpy $Replacing ""
    Rename "$INSTDIR\${PARTS}${ASIDE}" "$INSTDIR\${PARTS}${GONE}"
    !insertmacro REMOVE_PROGRAM "${ASIDE}"
    !insertmacro REMOVE_PROGRAM "${GONE}"
!macroend

!macro REMOVE_SHORTCUTS
    Delete "$SMPROGRAMS\${CHINESE_NAME}.lnk"
    Delete "$SMPROGRAMS\${ENGLISH_NAME}.lnk"
    Delete "$DESKTOP\${CHINESE_NAME}.lnk"
    Delete "$DESKTOP\${ENGLISH_NAME}.lnk"
!macroend

Function .onInit
    ${IfNot} ${RunningX64}
    ${OrIfNot} ${AtLeastWin10}
        MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
        SetErrorLevel 2
        Quit
    ${EndIf}
    SetRegView 64
    SetShellVarContext all
    ${If} $INSTDIR == "$PROGRAMFILES64\Dealer CRM"
        ReadRegStr $0 HKLM "${UNINSTALL}" InstallLocation
        ${If} $0 != ""
            StrCpy $INSTDIR $0
        ${EndIf}
    ${EndIf}
    !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

Function un.onInit
    SetRegView 64
    SetShellVarContext all
    !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

; Explorer starts it, so that the program does not run with the rights of the installer.
Function StartAsUser
    Exec '"$WINDIR\explorer.exe" "$INSTDIR\${PROGRAM}"'
FunctionEnd

; An installation that failed leaves the version that was there before, or nothing.
Function .onInstFailed
    ${If} $Replacing == yes
        SetOutPath "$INSTDIR" ; a folder that is the current one cannot be removed
        !insertmacro REMOVE_PROGRAM ""
        !insertmacro PUT_BACK
    ${EndIf}
FunctionEnd

Section
    !insertmacro REFUSE_WHILE_ANY_RUNS
    !insertmacro PUT_BACK
    !insertmacro REMOVE_PROGRAM "${GONE}"
    !insertmacro SET_ASIDE
    SetOutPath "$INSTDIR"
    File /r "${SOURCE}\*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    !insertmacro FORGET_ASIDE

    !insertmacro REMOVE_SHORTCUTS
    CreateShortCut "$SMPROGRAMS\$(Title).lnk" "$INSTDIR\${PROGRAM}"
    CreateShortCut "$DESKTOP\$(Title).lnk" "$INSTDIR\${PROGRAM}"
    ${GetSize} "$INSTDIR\${PARTS}" "/S=0K" $0 $1 $2
    WriteRegStr HKLM "${UNINSTALL}" DisplayName "$(Title)"
    WriteRegStr HKLM "${UNINSTALL}" DisplayVersion "${VERSION}"
    WriteRegStr HKLM "${UNINSTALL}" Publisher "${PUBLISHER}"
    WriteRegStr HKLM "${UNINSTALL}" DisplayIcon "$INSTDIR\${PROGRAM},0"
    WriteRegStr HKLM "${UNINSTALL}" InstallLocation "$INSTDIR"
    WriteRegStr HKLM "${UNINSTALL}" UninstallString '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKLM "${UNINSTALL}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
    WriteRegStr HKLM "${UNINSTALL}" Language $LANGUAGE
    WriteRegDWORD HKLM "${UNINSTALL}" EstimatedSize $0
    WriteRegDWORD HKLM "${UNINSTALL}" NoModify 1
    WriteRegDWORD HKLM "${UNINSTALL}" NoRepair 1
SectionEnd

Section Uninstall
    !insertmacro REFUSE_WHILE_ANY_RUNS
    !insertmacro REMOVE_SHORTCUTS
    !insertmacro REMOVE_PROGRAM ""
    !insertmacro REMOVE_PROGRAM "${ASIDE}"
    !insertmacro REMOVE_PROGRAM "${GONE}"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    DeleteRegKey HKLM "${UNINSTALL}"
SectionEnd
